// What nodes are to have before tasks run there: packages of applications, and file systems. Data only.

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

/** A file system that a pool mounts. */
export interface NodeMount {
  /** Relative to the node's mounts: it may not leave them. */
  readonly path: string
  /** Names a file share among all of the machine's. Absent: it cannot be mounted. */
  readonly share?: string
  /** Why not, in words for the one who wants it. */
  readonly fault?: string
}
