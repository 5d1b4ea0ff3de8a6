import { optionGroup } from '#kernel/options.ts'

export const engineOptions = optionGroup({
  name: 'time',
  title: 'How long work takes',
  options: {
    timeScale: {
      type: 'number',
      says: 'how many times faster than Azure long work goes',
      value: 'n',
      least: 0.001,
      most: 1e6,
      default: 1,
      since: '0.1.0',
      everyday: true,
    },
    frozen: {
      type: 'flag',
      says: 'let the time of long work stand still, until `lazuli clock` moves it on or lets it run',
      since: '0.1.0',
      everyday: true,
    },
    seed: {
      type: 'number',
      says: 'draw ids and all else by chance from this number: with --frozen the same calls give the same answers',
      value: 'n',
      least: 0,
      most: 4_294_967_295,
      whole: true,
      otherwise: 'nothing can be foretold',
      since: '0.2.0',
    },
  },
})
