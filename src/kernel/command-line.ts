/** What `lazuli`'s own commands send as their `User-Agent`. */
export const COMMAND_LINE = 'lazuli-cli'
