// What of Azure's calls to data is not here: refused by its name, where the data would be read or written
// as if the call had not said it.
import type { DataKind } from '#drivers/blobs/port.ts'
import type { Asked } from './need.ts'

interface Part {
  /** As the refusal and the list of what is not here say it. */
  readonly what: string
  readonly kinds: readonly DataKind[]
  isIn(asked: Asked): boolean
}

const header =
  (...names: readonly string[]) =>
  (asked: Asked): boolean =>
    names.some((name) => asked.header(name) !== '')

const query =
  (...names: readonly string[]) =>
  (asked: Asked): boolean =>
    names.some((name) => asked.query.has(name))

const comp =
  (...words: readonly string[]) =>
  (asked: Asked): boolean =>
    words.includes(asked.comp)

const BLOB = ['blob'] as const
/** The scope that every account has: what is asked for is done. */
const ACCOUNT_SCOPE = '$account-encryption-key'

export const unservedParts: readonly Part[] = [
  {
    what: 'a batch of calls',
    kinds: ['blob', 'table'],
    isIn: (asked) => asked.comp === 'batch' || asked.container === '$batch',
  },
  { what: 'versions of blobs', kinds: BLOB, isIn: query('versionid') },
  { what: 'a query of what a blob holds', kinds: BLOB, isIn: comp('query') },
  {
    what: 'immutability and legal hold',
    kinds: BLOB,
    isIn: (asked) =>
      comp('immutabilitypolicies', 'legalhold')(asked) ||
      header(
        'x-ms-immutability-policy-until-date',
        'x-ms-immutability-policy-mode',
        'x-ms-legal-hold',
      )(asked),
  },
  {
    what: 'what was deleted',
    kinds: BLOB,
    isIn: (asked) => comp('undelete')(asked) || query('deletetype', 'showonly')(asked),
  },
  {
    what: 'blobs that expire',
    kinds: BLOB,
    isIn: (asked) =>
      comp('expiry')(asked) || header('x-ms-expiry-option', 'x-ms-expiry-time')(asked),
  },
  {
    what: 'sealed blobs',
    kinds: BLOB,
    isIn: (asked) => comp('seal')(asked) || header('x-ms-seal-blob')(asked),
  },
  {
    what: 'a container under another name',
    kinds: BLOB,
    isIn: comp('rename'),
  },
  {
    what: 'incremental copies and differences of page blobs',
    kinds: BLOB,
    isIn: (asked) =>
      comp('incrementalcopy')(asked) ||
      query('prevsnapshot')(asked) ||
      header('x-ms-previous-snapshot-url')(asked),
  },
  {
    what: 'blobs, pages and appended blocks from an address',
    kinds: BLOB,
    isIn: (asked) =>
      header('x-ms-copy-source')(asked) &&
      (comp('appendblock', 'page')(asked) || header('x-ms-blob-type')(asked)),
  },
  {
    what: 'a token for the source of a copy',
    kinds: BLOB,
    isIn: header('x-ms-copy-source-authorization'),
  },
  {
    what: "keys of a call's own and encryption scopes",
    kinds: BLOB,
    isIn: (asked) => {
      const scopes = ['x-ms-encryption-scope', 'x-ms-default-encryption-scope'].map(asked.header)
      return (
        [...scopes, asked.query.get('ses') ?? ''].some(
          (scope) => scope !== '' && scope !== ACCOUNT_SCOPE,
        ) ||
        header(
          'x-ms-encryption-key',
          'x-ms-encryption-key-sha256',
          'x-ms-source-encryption-key',
        )(asked)
      )
    },
  },
  {
    what: 'bodies in a structure of their own',
    kinds: BLOB,
    isIn: header('x-ms-structured-body'),
  },
  {
    what: 'a list that begins or ends at a name',
    kinds: BLOB,
    isIn: query('startfrom', 'endbefore'),
  },
  {
    what: 'a SAS that is bound to a user',
    kinds: ['blob', 'queue', 'table'],
    isIn: query('saoid', 'suoid', 'skdutid', 'sduoid'),
  },
  {
    what: 'delegation keys and their SAS',
    kinds: ['queue', 'table'],
    isIn: (asked) => comp('userdelegationkey')(asked) || query('skoid')(asked),
  },
  {
    what: 'a SAS for a range of entities',
    kinds: ['table'],
    isIn: query('spk', 'srk', 'epk', 'erk'),
  },
  {
    what: 'queries of entities by order, by number or with others',
    kinds: ['table'],
    isIn: query('$orderby', '$skip', '$expand', '$count', '$inlinecount', '$apply', '$search'),
  },
]

/** The first part of a call that is not here. */
export const unservedPart = (kind: DataKind, asked: Asked): string | undefined =>
  unservedParts.find(({ kinds, isIn }) => kinds.includes(kind) && isIn(asked))?.what
