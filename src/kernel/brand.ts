/** A `Base` that cannot be mixed up with another: ids, instants, ETags. Costs nothing at run time. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name }
