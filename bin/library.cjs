// The door for programs that `require('lazuli')`.
const { pathToFileURL } = require('node:url')
const vm = require('node:vm')
const { nodeFault } = require('./node-version.cjs')

/** Test runners with a loader of their own that knows no modules, as Jest's, refuse an import. */
const byNodesOwnLoader = (file) =>
  new vm.Script('(url) => import(url)', {
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext()(pathToFileURL(file).href)

exports.startLazuli = async (options) => {
  const fault = nodeFault()
  if (fault) throw new Error(`lazuli: ${fault}`)
  const library = await import('./library.js').catch((error) => {
    if (!String(error.code).startsWith('ERR_VM_')) throw error
    return byNodesOwnLoader(`${__dirname}/library.js`)
  })
  return await library.startLazuli(options)
}
