/**
 * The legal moves of one resource type: from a state, on an event, to one of these states. It is
 * data so that documents can draw it and a test can hold `decide` to it.
 */
export type Moves<State extends string, Event extends string> = {
  readonly [from in State]: { readonly [event in Event]?: readonly State[] }
}
