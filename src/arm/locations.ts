// The regions of the public cloud as `GET /subscriptions/{id}/locations` lists them. Data only.

export interface Location {
  /** `westeurope`. */
  readonly name: string
  /** `West Europe`. */
  readonly displayName: string
  /** `(Europe) West Europe`. */
  readonly regionalDisplayName: string
  readonly geography: string
  readonly geographyGroup: string
  readonly regionCategory: 'Recommended' | 'Other'
  readonly latitude: string
  readonly longitude: string
  readonly physicalLocation: string
  readonly paired: string | undefined
  /** Availability zones: three or none. */
  readonly zones: readonly string[]
}

/** Display name, group, geography, place, latitude, longitude, pair, zones, category if not the usual. */
const table = `
East US | US | United States | Virginia | 37.3719 | -79.8164 | westus | 3
East US 2 | US | United States | Virginia | 36.6681 | -78.3889 | centralus | 3
South Central US | US | United States | Texas | 29.4167 | -98.5 | northcentralus | 3
West US 2 | US | United States | Washington | 47.233 | -119.852 | westcentralus | 3
West US 3 | US | United States | Phoenix | 33.448376 | -112.074036 | eastus | 3
East US 2 EUAP | US | Canary (US) | Virginia | 36.6681 | -78.3889 | - | 3 | Other
Central US | US | United States | Iowa | 41.5908 | -93.6208 | eastus2 | 3
North Central US | US | United States | Illinois | 41.8819 | -87.6278 | southcentralus | 0 | Other
West US | US | United States | California | 37.783 | -122.417 | eastus | 0 | Other
West Central US | US | United States | Wyoming | 40.89 | -110.234 | westus2 | 0 | Other
Canada Central | Canada | Canada | Toronto | 43.653 | -79.383 | canadaeast | 3
Canada East | Canada | Canada | Quebec | 46.817 | -71.217 | canadacentral | 0 | Other
Brazil South | South America | Brazil | Sao Paulo State | -23.55 | -46.633 | southcentralus | 3
North Europe | Europe | Europe | Ireland | 53.3478 | -6.2597 | westeurope | 3
West Europe | Europe | Europe | Netherlands | 52.3667 | 4.9 | northeurope | 3
UK South | Europe | United Kingdom | London | 50.941 | -0.799 | ukwest | 3
UK West | Europe | United Kingdom | Cardiff | 53.427 | -3.084 | uksouth | 0 | Other
France Central | Europe | France | Paris | 46.3772 | 2.373 | francesouth | 3
France South | Europe | France | Marseille | 43.8345 | 2.1972 | francecentral | 0 | Other
Germany West Central | Europe | Germany | Frankfurt | 50.110924 | 8.682127 | germanynorth | 3
Germany North | Europe | Germany | Berlin | 53.073635 | 8.806422 | germanywestcentral | 0 | Other
Sweden Central | Europe | Sweden | Gävle | 60.67488 | 17.14127 | swedensouth | 3
Sweden South | Europe | Sweden | Malmö | 55.6059 | 13.0007 | swedencentral | 0 | Other
Norway East | Europe | Norway | Norway | 59.913868 | 10.752245 | norwaywest | 3
Norway West | Europe | Norway | Norway | 58.969975 | 5.733107 | norwayeast | 0 | Other
Switzerland North | Europe | Switzerland | Zurich | 47.451542 | 8.564572 | switzerlandwest | 3
Switzerland West | Europe | Switzerland | Geneva | 46.204391 | 6.143158 | switzerlandnorth | 0 | Other
Italy North | Europe | Italy | Milan | 45.46888 | 9.18109 | - | 3
Poland Central | Europe | Poland | Warsaw | 52.23334 | 21.01666 | - | 3
UAE North | Middle East | UAE | Dubai | 25.266666 | 55.316666 | uaecentral | 3
UAE Central | Middle East | UAE | Abu Dhabi | 24.466667 | 54.366669 | uaenorth | 0 | Other
South Africa North | Africa | South Africa | Johannesburg | -25.73134 | 28.21837 | southafricawest | 3
South Africa West | Africa | South Africa | Cape Town | -34.075691 | 18.843266 | southafricanorth | 0 | Other
Central India | Asia Pacific | India | Pune | 18.5822 | 73.9197 | southindia | 3
South India | Asia Pacific | India | Chennai | 12.9822 | 80.1636 | centralindia | 0 | Other
East Asia | Asia Pacific | Asia Pacific | Hong Kong | 22.267 | 114.188 | southeastasia | 3
Southeast Asia | Asia Pacific | Asia Pacific | Singapore | 1.283 | 103.833 | eastasia | 3
Japan East | Asia Pacific | Japan | Tokyo, Saitama | 35.68 | 139.77 | japanwest | 3
Japan West | Asia Pacific | Japan | Osaka | 34.6939 | 135.5022 | japaneast | 3 | Other
Korea Central | Asia Pacific | Korea | Seoul | 37.5665 | 126.978 | koreasouth | 3
Korea South | Asia Pacific | Korea | Busan | 35.1796 | 129.0756 | koreacentral | 0 | Other
Australia East | Asia Pacific | Australia | New South Wales | -33.86 | 151.2094 | australiasoutheast | 3
Australia Southeast | Asia Pacific | Australia | Victoria | -37.8136 | 144.9631 | australiaeast | 0 | Other
`

/** The form in which locations compare: `West Europe` and `westeurope` are the same. */
export const normalLocation = (location: string): string =>
  location.replaceAll(' ', '').toLowerCase()

export const locations: readonly Location[] = table
  .trim()
  .split('\n')
  .map((row) => {
    const cells = row.split(' | ')
    const cell = (index: number): string => cells[index] ?? ''
    return {
      name: normalLocation(cell(0)),
      displayName: cell(0),
      regionalDisplayName: `(${cell(1)}) ${cell(0)}`,
      geography: cell(2),
      geographyGroup: cell(1),
      regionCategory: cell(8) === 'Other' ? 'Other' : 'Recommended',
      latitude: cell(4),
      longitude: cell(5),
      physicalLocation: cell(3),
      paired: cell(6) === '-' ? undefined : cell(6),
      zones: cell(7) === '3' ? ['1', '2', '3'] : [],
    }
  })

const byName = new Map(locations.map((location) => [location.name, location]))

/** The region by name or display name, in any case; undefined when Azure has none like it here. */
export const findLocation = (location: string): Location | undefined =>
  byName.get(normalLocation(location))

/** As refusals list them: `eastus,eastus2,...`. */
export const locationNames = locations.map((location) => location.name).join(',')
