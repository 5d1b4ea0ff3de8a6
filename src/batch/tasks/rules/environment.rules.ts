import type { components } from '#contract/batch/types.ts'
import { invalidProperty } from '../../refusals.ts'

/** No process could be given a variable with another name, or with such a value. */
export function checkEnvironment(
  path: string,
  settings: readonly components['schemas']['EnvironmentSetting'][] = [],
): void {
  settings.forEach(({ name, value = '' }, i) => {
    if (!/^[^=\0]+$/.test(name)) {
      const reason = 'The value is not the name of an environment variable'
      throw invalidProperty(`${path}[${i}].name`, reason, name)
    }
    if (value.includes('\0')) {
      const reason = `The value of ${name} has a character that ends texts`
      throw invalidProperty(`${path}[${i}].value`, reason)
    }
  })
}
