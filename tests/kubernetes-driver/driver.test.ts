import { clusterDriverConformance } from '#drivers/cluster/conformance.ts'
import { aDriver, aPlane } from '../kubernetes/plane.ts'

clusterDriverConformance({ name: 'kubernetes', make: aDriver, plane: aPlane() })
clusterDriverConformance({
  name: 'kubernetes with nodes that run pods',
  make: () => aDriver({ nodes: 'process' }),
  plane: aPlane(),
})
