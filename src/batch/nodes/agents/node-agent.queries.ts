import type { KeptAgent } from '#drivers/nodes/dialled/port.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'

interface AgentRow {
  readonly node_id: string
  readonly boot_id: string
  readonly token_hash: string | null
  readonly credential_hash: string | null
}

export async function listNodeAgents(reader: Reader): Promise<readonly KeptAgent[]> {
  const rows = await reader.all<AgentRow>(sql`
    select node_id, boot_id, token_hash, credential_hash from node_agent order by node_id`)
  return rows.map((row) => ({
    nodeId: row.node_id,
    bootId: row.boot_id,
    ...(row.token_hash !== null && { tokenHash: row.token_hash }),
    ...(row.credential_hash !== null && { credentialHash: row.credential_hash }),
  }))
}

export async function saveNodeAgent(
  tx: Tx,
  { nodeId, bootId, tokenHash, credentialHash }: KeptAgent,
): Promise<void> {
  await tx.run(sql`
    insert into node_agent (node_id, boot_id, token_hash, credential_hash)
    values (${nodeId}, ${bootId}, ${tokenHash ?? null}, ${credentialHash ?? null})
    on conflict (node_id) do update
       set boot_id = excluded.boot_id, token_hash = excluded.token_hash,
           credential_hash = excluded.credential_hash`)
}

export async function removeNodeAgent(tx: Tx, nodeId: string): Promise<void> {
  await tx.run(sql`delete from node_agent where node_id = ${nodeId}`)
}
