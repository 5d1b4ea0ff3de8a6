import { type Catalogue, errorsOf } from '#kernel/catalogue.ts'

/** The only refusal of this service's own; what ARM's gateway says is in `#arm/errors.ts`. */
export const hybridComputeCatalogue = {
  'PropertyChangeNotAllowed:kind': {
    status: 400,
    message: "The kind of machine '{name}' is '{kind}' and cannot be changed.",
    basis: {
      assumed:
        "documented by Azure's command line: the kind cannot change; code and words are ours",
    },
  },
} as const satisfies Catalogue

export const hybridComputeError = errorsOf('arm', hybridComputeCatalogue)
