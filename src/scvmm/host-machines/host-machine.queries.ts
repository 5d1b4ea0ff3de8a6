import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { HostMachine } from './host-machine.ts'

const fromRow = ({ body }: { body: string }): HostMachine => JSON.parse(body) as HostMachine

export async function findMachine(
  reader: Reader,
  uuid: string | undefined,
): Promise<HostMachine | undefined> {
  if (uuid === undefined) return undefined
  const row = await reader.get<{ body: string }>(
    sql`select body from scvmm_machine where uuid = ${uuid.toLowerCase()}`,
  )
  return row && fromRow(row)
}

/** The machines of one VMM, in the order of their ids. */
export async function listMachines(reader: Reader, vmm: string): Promise<HostMachine[]> {
  const rows = await reader.all<{ body: string }>(
    sql`select body from scvmm_machine where vmm = ${vmm} order by uuid`,
  )
  return rows.map(fromRow)
}

/** Whether any VMM has a machine. */
export async function hasMachines(reader: Reader): Promise<boolean> {
  return (await reader.get(sql`select 1 from scvmm_machine limit 1`)) !== undefined
}

export async function listAllMachines(reader: Reader): Promise<HostMachine[]> {
  const rows = await reader.all<{ body: string }>(sql`select body from scvmm_machine order by uuid`)
  return rows.map(fromRow)
}

export async function saveMachine(tx: Tx, machine: HostMachine): Promise<void> {
  await tx.run(sql`
    insert into scvmm_machine (uuid, vmm, name, body)
    values (${machine.uuid}, ${machine.vmm}, ${machine.name}, ${JSON.stringify(machine)})
    on conflict (uuid) do update
       set vmm = excluded.vmm, name = excluded.name, body = excluded.body`)
}

export async function removeMachine(tx: Tx, uuid: string): Promise<void> {
  await tx.run(sql`delete from scvmm_machine where uuid = ${uuid}`)
}
