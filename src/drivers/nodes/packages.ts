// Packages of applications, as nodes install them. Data only.

/** A package that a pool or a task asks for. */
export interface NodePackage {
  /** What it is called where it fails: `name:version`. */
  readonly label: string
  /** Absent: there is none, or none that is ready. */
  readonly found?: FoundPackage
}

export interface FoundPackage {
  /** Its directory's name among the node's `applications`: another one whenever its bytes change. */
  readonly directory: string
  /** The names of the variables that lead there. */
  readonly variables: readonly string[]
  /** Where its bytes are in the storage of the node's account. */
  readonly container: string
  readonly blob: string
}

/** Where packages are installed, relative to the node's root. */
export const APPLICATIONS = 'applications'
