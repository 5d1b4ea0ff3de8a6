/** What a pure machine answers: the next record with the work it asks for, or the refusal's name. */
export type Decision<Resource, Effect = never, Refusal = never> =
  | { readonly accepted: true; readonly next: Resource; readonly effects: readonly Effect[] }
  | { readonly accepted: false; readonly refusal: Refusal }

export const accept = <Resource, Effect = never>(
  next: Resource,
  effects: readonly Effect[] = [],
): { accepted: true; next: Resource; effects: readonly Effect[] } => ({
  accepted: true,
  next,
  effects,
})

export const reject = <Refusal>(refusal: Refusal): { accepted: false; refusal: Refusal } => ({
  accepted: false,
  refusal,
})
