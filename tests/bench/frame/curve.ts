// Draws lines over numbers as SVG: small, without a library, and the same for the same points.
import type { Curve, Series } from './bench.ts'

const [WIDTH, HEIGHT] = [640, 360]
const [LEFT, RIGHT, TOP, BOTTOM] = [72, 150, 40, 48]
const COLOURS = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700', '#8250df', '#57606a']

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A round number that about four of make the whole. */
function stepFor(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4))
  return [1, 2, 5, 10].map((n) => n * power).find((step) => most / step <= 5)!
}

const short = (value: number): string =>
  value >= 1e6
    ? `${+(value / 1e6).toFixed(2)}M`
    : value >= 1e3
      ? `${+(value / 1e3).toFixed(2)}k`
      : `${+value.toFixed(3)}`

function ticks(most: number): number[] {
  const step = stepFor(most)
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step)
}

const mostOf = (series: readonly Series[], of: 0 | 1): number =>
  Math.max(...series.flatMap(({ points }) => points.map((point) => point[of])), 1e-9)

export function drawn({ title, x, y, series }: Curve): string {
  const [mostX, mostY] = [mostOf(series, 0), mostOf(series, 1)]
  const atX = (value: number): string =>
    (LEFT + (value / mostX) * (WIDTH - LEFT - RIGHT)).toFixed(1)
  const atY = (value: number): string =>
    (HEIGHT - BOTTOM - (value / mostY) * (HEIGHT - TOP - BOTTOM)).toFixed(1)
  const [floor, right] = [atY(0), WIDTH - RIGHT]
  const grid = [
    ...ticks(mostY).map(
      (tick) =>
        `<path d="M${LEFT} ${atY(tick)}H${right}" stroke="#d0d7de"/>` +
        `<text x="${LEFT - 8}" y="${atY(tick)}" text-anchor="end" dy=".3em">${short(tick)}</text>`,
    ),
    ...ticks(mostX).map(
      (tick) =>
        `<path d="M${atX(tick)} ${floor}v4" stroke="#57606a"/>` +
        `<text x="${atX(tick)}" y="${Number(floor) + 18}" text-anchor="middle">${short(tick)}</text>`,
    ),
  ]
  const lines = series.map(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]
    const path = points.map(([px, py], n) => `${n ? 'L' : 'M'}${atX(px)} ${atY(py)}`).join('')
    const label = TOP + 16 * i
    return (
      `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>` +
      `<text x="${right + 12}" y="${label}" fill="${colour}">${escaped(name)}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="20" font-size="14">${escaped(title)}</text>`,
    ...grid,
    ...lines,
    `<text x="${(LEFT + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escaped(x)}</text>`,
    `<text x="16" y="${TOP - 8}">${escaped(y)}</text>`,
    '</svg>\n',
  ].join('\n')
}
