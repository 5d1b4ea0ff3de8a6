// A copy of the store of a directory whose server is stopped, or does not answer.
import { faultOfStore } from '../mark.ts'
import { atOneMoment } from './connection.ts'
import { copyToFile } from './contents.ts'
import { faultOfUrl, inWords } from './open.ts'

/** Throws where the database cannot be read, or is not the one that belongs to the directory. */
export async function copyDatabase(url: string, directory: string, file: string): Promise<void> {
  const fault = faultOfUrl(url)
  if (fault !== undefined) throw new Error(fault)
  await atOneMoment({ connectionString: url }, async (reader) => {
    const other = await faultOfStore(directory, reader, false)
    if (other !== undefined) throw new Error(other)
    await copyToFile(reader, file)
  }).catch((error: unknown) => {
    throw inWords(url, error)
  })
}
