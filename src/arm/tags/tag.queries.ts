import { readTexts } from '#store/read-json.ts'
import { sql } from '#store/sql.ts'
import type { Reader, Tx } from '#store/tx.ts'
import type { Tags } from './tag-rules.ts'

export async function subscriptionTags(reader: Reader, subscriptionId: string): Promise<Tags> {
  const row = await reader.get<{ tags: string }>(sql`
    select tags from subscription_tags where subscription_id = ${subscriptionId.toLowerCase()}`)
  return row
    ? readTexts(row.tags, { table: 'subscription_tags', key: subscriptionId, column: 'tags' })
    : {}
}

export async function saveSubscriptionTags(
  tx: Tx,
  subscriptionId: string,
  tags: Tags,
): Promise<void> {
  await tx.run(sql`
    insert into subscription_tags (subscription_id, tags)
    values (${subscriptionId.toLowerCase()}, ${JSON.stringify(tags)})
    on conflict (subscription_id) do update set tags = excluded.tags`)
}

/** A tag name, or with a value one of its values, that was made known beforehand. */
export interface KnownTag {
  /** As first written. */
  readonly name: string
  /** Empty for the name itself. */
  readonly value: string
}

export const listKnownTags = (reader: Reader, subscriptionId: string): Promise<KnownTag[]> =>
  reader.all<KnownTag & Record<string, unknown>>(sql`
    select name, value from tag_value where subscription_id = ${subscriptionId.toLowerCase()}
     order by name_key, value`)

/** False: it was known. */
export async function insertKnownTag(
  tx: Tx,
  subscriptionId: string,
  tag: KnownTag,
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into tag_value (subscription_id, name_key, value, name)
    values (${subscriptionId.toLowerCase()}, ${tag.name.toLowerCase()}, ${tag.value}, ${tag.name})
    on conflict do nothing`)
  return added === 1
}

/** False: it was not known. */
export async function deleteKnownTag(
  tx: Tx,
  subscriptionId: string,
  tag: KnownTag,
): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from tag_value
     where subscription_id = ${subscriptionId.toLowerCase()}
       and name_key = ${tag.name.toLowerCase()} and value = ${tag.value}`)
  return deleted === 1
}
