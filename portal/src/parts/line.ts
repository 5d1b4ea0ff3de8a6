// A line of a chart.

export type Tone = 'good' | 'bad' | 'busy' | 'warn' | 'plain' | 'berry'

export interface Line {
  readonly name: string
  readonly tone: Tone
  readonly values: readonly (number | null)[]
  readonly isDashed?: boolean
}
