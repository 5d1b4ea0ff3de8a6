import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'

const Permissions_ListForScope: Handler<operations['Permissions_ListForScope'], ArmPorts> = async (
  { caller, params },
  { roles },
) => {
  const permissions = await roles.permissionsAt(caller, `/${params.scope}`)
  return {
    status: 200,
    body: {
      value: permissions.map(({ actions, notActions, dataActions, notDataActions }) => ({
        actions,
        notActions,
        dataActions,
        notDataActions,
      })),
    },
  }
}

export const permissionHandlers = { Permissions_ListForScope } satisfies Handlers
