/** runc names the word that it was to execute, crun what it looked for. */
const MISSING =
  /exec(utable)?( file)?[: ].*(not found|no such file or directory|permission denied|is a directory)/i

/** Whether a runtime says that the program could not be started. Else it could not make the container. */
export const isProgramMissing = (message: string): boolean => MISSING.test(message)
