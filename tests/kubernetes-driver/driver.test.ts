import { clusterDriverConformance } from '#drivers/cluster/conformance.ts'
import { aDriver, aPlane } from '../kubernetes/plane.ts'

clusterDriverConformance({ name: 'kubernetes', make: aDriver, plane: aPlane() })
