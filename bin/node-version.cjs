// Plain JavaScript that any Node can read: it says what to do where this one is too old.
const NEEDED = [24, 12]

/** Why this Node cannot run Lazuli, and what to do about it; undefined where it can. */
exports.nodeFault = function nodeFault(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined
  return (
    `Node ${NEEDED.join('.')} or newer is needed, and this is ${version}. ` +
    'A project gets its own by `npm install --save-dev node@24` ' +
    '(`pnpm add --save-dev --allow-build=node node@24`), which `npx lazuli` and npm scripts then find; ' +
    'a clone of Lazuli has it for `npm start`, unless it was installed with `--omit=dev`. ' +
    'A global installation uses the Node on the PATH.'
  )
}
