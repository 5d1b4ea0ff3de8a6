import { readJson, readRows, type Shape } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { HostMachine } from './host-machine.ts'

interface Row {
  readonly uuid: string
  readonly body: string
}

const shape: Shape<HostMachine> = {
  uuid: 'string',
  vmm: 'string',
  name: 'string',
  power: 'string',
  generation: 'number',
  biosGuid: 'string',
  os: 'object',
  isHighlyAvailable: 'boolean',
  hardware: 'object',
  checkpointType: 'string',
  checkpoints: 'object',
  cloud: 'string?',
  tellsPower: 'boolean',
  isDefined: 'boolean',
  isBeingMade: 'boolean?',
  operation: 'string?',
  cutOff: 'object?',
}

const fromRow = ({ uuid, body }: Row): HostMachine =>
  readJson(body, shape, { table: 'scvmm_machine', key: uuid, column: 'body' })

export async function findMachine(
  reader: Reader,
  uuid: string | undefined,
): Promise<HostMachine | undefined> {
  if (uuid === undefined) return undefined
  const row = await reader.get<Row>(
    sql`select uuid, body from scvmm_machine where uuid = ${uuid.toLowerCase()}`,
  )
  return row && fromRow(row)
}

/** The machines of one VMM, in the order of their ids. */
export async function listMachines(reader: Reader, vmm: string): Promise<HostMachine[]> {
  const rows = await reader.all<Row>(
    sql`select uuid, body from scvmm_machine where vmm = ${vmm} order by uuid`,
  )
  return readRows(rows, fromRow)
}

/** Whether any VMM has a machine. */
export async function hasMachines(reader: Reader): Promise<boolean> {
  return (await reader.get(sql`select 1 from scvmm_machine limit 1`)) !== undefined
}

export async function listAllMachines(reader: Reader): Promise<HostMachine[]> {
  const rows = await reader.all<Row>(sql`select uuid, body from scvmm_machine order by uuid`)
  return readRows(rows, fromRow)
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
