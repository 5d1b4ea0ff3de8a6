// The icons that the portal's Fluent UI components draw, in place of a package of 300 MB: each is
// drawn here with a few strokes.
import { createContext, createElement } from 'react'

const icon = (name, ...paths) => {
  const drawn = ({ className, ...props }) =>
    createElement(
      'svg',
      {
        width: '1em',
        height: '1em',
        viewBox: '0 0 20 20',
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.5,
        'aria-hidden': true,
        className,
        ...props,
      },
      ...paths.map((d) => createElement('path', { d, key: d })),
    )
  drawn.displayName = name
  return drawn
}

export const ChevronDownRegular = icon('ChevronDown', 'M5 8l5 5 5-5')
const directions = createContext({ textDirection: 'ltr' })
export const IconDirectionContextProvider = directions.Provider
export const iconFilledClassName = 'fui-Icon-filled'
export const iconRegularClassName = 'fui-Icon-regular'
