// Opens a data directory, tells where it is, and holds it until it is killed.
import { openDataDirectory, openEphemeralDirectory } from '#store/data-directory.ts'

const [kind, path] = process.argv.slice(2)
const open = kind === 'ephemeral' ? openEphemeralDirectory : openDataDirectory
const directory = await open(path!)
console.log(directory.path)
setInterval(() => {}, 60_000)
