// How a user gets in: by a link that a shell prints, or by name and password on Entra's page here.
import { Button } from '@fluentui/react-button'
import { signInByPassword } from '../api/session.ts'
import { Copied } from './small.tsx'

export const WaysIn = () => (
  <>
    <p>In a shell, this opens a link that signs you in:</p>
    <Copied text="npm run -s lazuli -- portal" name="Command" />
    <p className="hint">
      Where Lazuli is installed as a package: <code>npx lazuli portal</code>
    </p>
    <p>Or with the name and password of a user of this server:</p>
    <Button appearance="primary" onClick={() => void signInByPassword()}>
      Sign in with a password
    </Button>
  </>
)
