import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  resolve: {
    alias: { '#contract': fileURLToPath(new URL('../contract/generated', import.meta.url)) },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    // A file of its own each: the page's policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // On this machine, or beside it: the network is no bottleneck.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Fluent UI marks its modules for servers that render them: there is none here.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
      },
    },
  },
})
