// What Prometheus reads of the process, under the names that its users know. Looked at when it reads:
// the library's own set watches each collection of garbage, which costs calls up to a tenth.
import { readdir } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'

/** How often the event loop's lag is looked at. */
const LOOK_MS = 50
const NANOSECONDS = 1e9
const MICROSECONDS = 1e6

export function addProcessMetrics(registry: Registry): void {
  const registers = [registry]
  const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value())
      },
    })
  const cpu = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / MICROSECONDS
  }
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time of the server itself.',
    registers,
    collect() {
      this.reset()
      this.inc(cpu())
    },
  })
  const lag = monitorEventLoopDelay({ resolution: LOOK_MS })
  lag.enable()
  gauge('nodejs_eventloop_lag_p99_seconds', 'Since the last reading.', () => {
    // Of nothing there is no number.
    const seconds = lag.count > 0 ? lag.percentile(99) / NANOSECONDS : 0
    lag.reset()
    return seconds
  })
  gauge('process_start_time_seconds', 'Since 1970.', () => performance.timeOrigin / 1000)
  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  const heap = () => process.memoryUsage()
  gauge('nodejs_heap_size_used_bytes', 'Of the heap.', () => heap().heapUsed)
  gauge('nodejs_heap_size_total_bytes', 'Of the heap.', () => heap().heapTotal)
  gauge('nodejs_external_memory_bytes', 'Beside the heap.', () => heap().external)
  gauge('process_open_fds', 'Open files and connections.', async () => {
    const open = await readdir('/proc/self/fd').catch(() => [])
    return open.length
  })
}
