// The two planes call the same things by other names and spell the same words otherwise. Pure.

/** ARM's spelling of words, by the property whose value they are. The data plane has lower case. */
const WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    access: ['Allow', 'Deny'],
    caching: ['None', 'ReadOnly', 'ReadWrite'],
    elevationLevel: ['NonAdmin', 'Admin'],
    jobDefaultOrder: ['None', 'CreationTime'],
    loginMode: ['Batch', 'Interactive'],
    nodeDeallocationOption: ['Requeue', 'Terminate', 'TaskCompletion', 'RetainedData'],
    nodeFillType: ['Spread', 'Pack'],
    placement: ['CacheDisk'],
    policy: ['Regional', 'Zonal'],
    protocol: ['TCP', 'UDP'],
    provision: ['BatchManaged', 'UserManaged', 'NoPublicIPAddresses'],
    scope: ['Task', 'Pool'],
    securityType: ['trustedLaunch', 'confidentialVM'],
    storageAccountType: ['Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS'],
    storeLocation: ['CurrentUser', 'LocalMachine'],
    targetNodeCommunicationMode: ['Default', 'Classic', 'Simplified'],
    targets: ['OsDisk', 'TemporaryDisk'],
    visibility: ['StartTask', 'Task', 'RemoteUser'],
  }),
)

/** Words of more than one part: the data plane's begin in lower case. */
const COMPOUNDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    type: ['DockerCompatible', 'CriCompatible'],
    workingDirectory: ['TaskWorkingDirectory', 'ContainerImageDefault'],
  }),
)

const found = (words: readonly string[] | undefined, text: string): string | undefined =>
  words?.find((word) => word.toLowerCase() === text.toLowerCase())

/** ARM's name, and the data plane's. */
const NAMES: readonly (readonly [string, string])[] = [
  ['dynamicVnetAssignmentScope', 'dynamicVNetAssignmentScope'],
  ['inboundNatPools', 'inboundNATPools'],
  ['nodeAgentSkuId', 'nodeAgentSKUId'],
  ['userName', 'username'],
]
const toData = new Map(NAMES)
const toArm = new Map(NAMES.map(([arm, data]) => [data, arm]))

/** Where both planes say `username`. */
const REGISTRIES = new Set(['containerRegistries', 'registry'])
const OF_REGISTRIES: ReadonlyMap<string, string> = new Map()

const MACHINE = 'virtualMachineConfiguration'

/** Where ARM has what the data plane has elsewhere or under another name; the longest fits first. */
const PLACES: readonly (readonly [data: string, arm: string])[] = [
  [
    `${MACHINE}.imageReference.virtualMachineImageId`,
    `deploymentConfiguration.${MACHINE}.imageReference.id`,
  ],
  [MACHINE, `deploymentConfiguration.${MACHINE}`],
  ['cloudServiceConfiguration', 'deploymentConfiguration.cloudServiceConfiguration'],
  ['enableInterNodeCommunication', 'interNodeCommunication'],
  ['targetDedicatedNodes', 'scaleSettings.fixedScale.targetDedicatedNodes'],
  ['targetLowPriorityNodes', 'scaleSettings.fixedScale.targetLowPriorityNodes'],
  ['resizeTimeout', 'scaleSettings.fixedScale.resizeTimeout'],
  ['enableAutoScale', 'scaleSettings.autoScale'],
  ['autoScaleFormula', 'scaleSettings.autoScale.formula'],
  ['autoScaleEvaluationInterval', 'scaleSettings.autoScale.evaluationInterval'],
  ['certificateReferences', 'certificates'],
  ['applicationPackageReferences', 'applicationPackages'],
]

/** The way to a property of a pool as ARM's bodies have it, from the data plane's. */
export function armPathOf(path: string): string {
  const place = PLACES.find(([data]) => path === data || path.startsWith(`${data}.`))
  const moved = place ? place[1] + path.slice(place[0].length) : path
  const parts = moved.split('.')
  const isRegistry = parts.some((part) => REGISTRIES.has(part.replace(/\[\d+\]$/, '')))
  const names = isRegistry ? OF_REGISTRIES : toArm
  return ['properties', ...parts.map((name) => names.get(name) ?? name)].join('.')
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What ARM sent, in the data plane's names and words. */
export const dataWords = (value: unknown): unknown => translated(value, '', toData, dataWord)

function dataWord(text: string, name: string): string {
  const compound = found(COMPOUNDS.get(name), text)
  if (compound) return compound.charAt(0).toLowerCase() + compound.slice(1)
  return WORDS.has(name) ? text.toLowerCase() : text
}

/** What the data plane has, in ARM's. */
export const armWords = (value: unknown): unknown =>
  translated(value, '', toArm, (text, name) => armWord(name, text))

/** A word as ARM spells it in that property; one that it does not know stays as it is. */
export const armWord = (name: string, text: string): string =>
  found(WORDS.get(name) ?? COMPOUNDS.get(name), text) ?? text

/** What a client has written itself is no word of ours, whatever it stands in. */
const CLIENTS_OWN = new Set([
  'metadata',
  'environmentSettings',
  'protectedSettings',
  'resourceTags',
  'settings',
])

function translated(
  value: unknown,
  name: string,
  names: ReadonlyMap<string, string>,
  word: (text: string, name: string) => string,
): unknown {
  if (typeof value === 'string') return word(value, name)
  if (Array.isArray(value)) return value.map((item) => translated(item, name, names, word))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const within = REGISTRIES.has(key) ? OF_REGISTRIES : names
      return [
        names.get(key) ?? key,
        CLIENTS_OWN.has(key) ? inner : translated(inner, key, within, word),
      ]
    }),
  )
}
