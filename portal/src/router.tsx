import { Spinner } from '@fluentui/react-spinner'
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Shell } from './parts/shell.tsx'
import type { TaskSearch } from './views/jobs/task-search.ts'
import { taskSearchOf } from './views/jobs/task-search.ts'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <p className="note">
      There is no such view. <Link to="/">Home</Link> shows what there is.
    </p>
  ),
})

/** The file that a view shows of what it is about. */
const fileIn = (search: Readonly<Record<string, unknown>>): { file?: string | undefined } => ({
  file: typeof search.file === 'string' ? search.file : undefined,
})

const getParentRoute = () => root

const views = [
  createRoute({
    getParentRoute,
    path: '/',
    validateSearch: (search): { find?: string | undefined } => ({
      find: search.find === undefined ? undefined : String(search.find).slice(0, 200),
    }),
    component: lazyRouteComponent(() => import('./views/home.tsx'), 'Home'),
  }),
  createRoute({
    getParentRoute,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('./views/sign-in.tsx'), 'SignIn'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/jobs',
    component: lazyRouteComponent(() => import('./views/jobs/jobs.tsx'), 'Jobs'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/jobs/$job',
    validateSearch: (search): TaskSearch => taskSearchOf(search),
    component: lazyRouteComponent(() => import('./views/jobs/job.tsx'), 'Job'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/jobs/$job/tasks/$task',
    validateSearch: (search) => fileIn(search),
    component: lazyRouteComponent(() => import('./views/jobs/task.tsx'), 'Task'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/pools',
    component: lazyRouteComponent(() => import('./views/pools/pools.tsx'), 'Pools'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/pools/$pool',
    component: lazyRouteComponent(() => import('./views/pools/pool.tsx'), 'Pool'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/pools/$pool/nodes/$node',
    validateSearch: (search) => fileIn(search),
    component: lazyRouteComponent(() => import('./views/pools/node.tsx'), 'Node'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/certificates',
    component: lazyRouteComponent(() => import('./views/certificates.tsx'), 'Certificates'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/schedules',
    component: lazyRouteComponent(() => import('./views/schedules.tsx'), 'Schedules'),
  }),
  createRoute({
    getParentRoute,
    path: '/batch/$account/applications',
    component: lazyRouteComponent(() => import('./views/applications.tsx'), 'Applications'),
  }),
  createRoute({
    getParentRoute,
    path: '/resources',
    component: lazyRouteComponent(() => import('./views/resources/resources.tsx'), 'Resources'),
  }),
  createRoute({
    getParentRoute,
    path: '/resources/$group',
    component: lazyRouteComponent(() => import('./views/resources/group.tsx'), 'Group'),
  }),
  createRoute({
    getParentRoute,
    path: '/clusters',
    component: lazyRouteComponent(() => import('./views/clusters/clusters.tsx'), 'Clusters'),
  }),
  createRoute({
    getParentRoute,
    path: '/clusters/$group/$name',
    component: lazyRouteComponent(() => import('./views/clusters/cluster.tsx'), 'Cluster'),
  }),
  createRoute({
    getParentRoute,
    path: '/machines',
    component: lazyRouteComponent(() => import('./views/machines/machines.tsx'), 'Machines'),
  }),
  createRoute({
    getParentRoute,
    path: '/machines/$group/$name',
    component: lazyRouteComponent(() => import('./views/machines/machine.tsx'), 'Machine'),
  }),
  createRoute({
    getParentRoute,
    path: '/operations',
    component: lazyRouteComponent(() => import('./views/operations.tsx'), 'Operations'),
  }),
  createRoute({
    getParentRoute,
    path: '/faults',
    component: lazyRouteComponent(() => import('./views/faults.tsx'), 'Faults'),
  }),
  createRoute({
    getParentRoute,
    path: '/requests',
    validateSearch: (search): { call?: number | undefined } => ({
      call: Number.isInteger(search.call) ? Number(search.call) : undefined,
    }),
    component: lazyRouteComponent(() => import('./views/requests/requests.tsx'), 'Requests'),
  }),
]

export const router = createRouter({
  routeTree: root.addChildren(views),
  defaultPendingComponent: () => <Spinner label="Loading" />,
  defaultPreload: false,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
