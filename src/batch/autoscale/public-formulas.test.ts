// The shapes of formula that the documentation, samples and workflow engines publish, each named.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOW, run, samplesUntil } from './formula.fixture.ts'
import { METRICS } from './metrics.ts'

interface Published {
  readonly formula: string
  /** With an hour of samples of four of everything, and four dedicated nodes. */
  readonly dedicated?: number
  readonly lowPriority?: number
}

const PUBLISHED: Readonly<Record<string, Published>> = {
  'pending tasks once 70% of three minutes are there (documentation, quickstarts, azurerm)': {
    formula: `first = 1; most = 25;
      percent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
      pending = percent < 70 ? first : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
      $TargetDedicatedNodes=min(most, pending);
      $NodeDeallocationOption = taskcompletion;`,
    dedicated: 4,
  },
  'grow and shrink by load (documentation)': {
    formula: `$all = (min($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7) ?
        ($CurrentDedicatedNodes * 1.1) : $CurrentDedicatedNodes;
      $all = (avg($CPUPercent.GetSample(TimeInterval_Minute * 60)) < 0.2) ?
        ($CurrentDedicatedNodes * 0.9) : $all;
      $TargetDedicatedNodes = min(400, $all)`,
    dedicated: 4,
  },
  'by the hour of the day (documentation)': {
    formula: `$now = time();
      $isWorking = $now.hour >= 8 && $now.hour < 18;
      $isWeekday = $now.weekday >= 1 && $now.weekday <= 5;
      $TargetDedicatedNodes = $isWorking && $isWeekday ? 20 : 10;
      $NodeDeallocationOption = taskcompletion;`,
    dedicated: 20,
  },
  'a quarter of the active tasks (documentation, parallel tasks)': {
    formula: `// A comment, as published.
      $samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15);
      $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) :
        max( $ActiveTasks.GetSample(1),avg($ActiveTasks.GetSample(TimeInterval_Minute * 15)));
      $cores = $TargetDedicatedNodes * 4;
      $extra = (($tasks - $cores) + 3) / 4;
      $attempt = ($tasks > $cores) ? ($TargetDedicatedNodes + $extra) : $TargetDedicatedNodes;
      $TargetDedicatedNodes = min(3, $attempt);`,
    dedicated: 2,
  },
  'an initial size for a while (documentation)': {
    formula: `$TargetDedicatedNodes = 4;
      $TargetDedicatedNodes = time() - time("2026-03-05T10:00:00Z") > 10 * TimeInterval_Minute ?
        avg($PendingTasks.GetSample(180 * TimeInterval_Second)) : $TargetDedicatedNodes;`,
    dedicated: 4,
  },
  'halve what idles (documentation)': {
    formula: `$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
      $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
        max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 15)));
      $target = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
      $TargetDedicatedNodes = max(0, min($target, 20));
      $NodeDeallocationOption = taskcompletion;`,
    dedicated: 4,
  },
  'lifespan and interval with an explicit percentage (Nextflow)': {
    formula: `lifespan = time() - time("2026-03-05T09:00:00.123456Z");
      interval = TimeInterval_Minute * 5;
      size = 8;
      $samples = $PendingTasks.GetSamplePercent(interval);
      $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
        max($PendingTasks.GetSample(1), avg($PendingTasks.GetSample(interval)));
      $targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes / 2);
      targetPoolSize = max(0, min($targetVMs, size));
      $TargetDedicatedNodes = lifespan < interval ? size : targetPoolSize;
      $NodeDeallocationOption = taskcompletion;`,
    dedicated: 4,
  },
  'the last sample weighed against the average (Batch Shipyard)': {
    formula: `maxTasksPerNode = 2;
      sli = TimeInterval_Second * 600.0;
      samplepercent = $ActiveTasks.GetSamplePercent(sli);
      lastsample = val($ActiveTasks.GetSample(1), 0);
      samplevecavg = samplepercent < 70 ? max(0, lastsample) : avg($ActiveTasks.GetSample(sli));
      ActiveTaskAvg = samplepercent < 70 ? max(0, lastsample) :
        (lastsample < samplevecavg ? avg(lastsample, samplevecavg) : max(lastsample, samplevecavg));
      reqVMs = ActiveTaskAvg / maxTasksPerNode;
      reqVMs = ceil(reqVMs);
      $TargetLowPriorityNodes = max(0, min(reqVMs, 10));
      $TargetDedicatedNodes = 0`,
    dedicated: 0,
    lowPriority: 2,
  },
  'one node a pending task, low priority (Cromwell on Azure)': {
    formula: `$NodeDeallocationOption=taskcompletion; lifespan=time() - time("2026-03-05T10:00:00Z");
      span=TimeInterval_Second * 90; startup=span * 2; ratio=10;
      $TargetLowPriorityNodes=(lifespan > startup ? min($PendingTasks.GetSample(span, ratio)) : 1);`,
    dedicated: 2,
    lowPriority: 4,
  },
  'a sum of two last samples, held in bounds (a public blog)': {
    formula: `active = $ActiveTasks.GetSample(1); running = $RunningTasks.GetSample(1);
      total = active + running;
      $TargetDedicated = min(max(1, total), 10);`,
    dedicated: 8,
  },
}

const HOUR = Object.fromEntries(
  METRICS.map((metric) => [
    metric,
    samplesUntil(
      NOW,
      Array.from({ length: 120 }, () => 4),
    ),
  ]),
)
const CURRENT = Object.fromEntries(METRICS.map((metric) => [metric, 4]))

for (const [name, { formula, dedicated = 2, lowPriority = 1 }] of Object.entries(PUBLISHED)) {
  test(`published: ${name}`, () => {
    const { targets } = run(formula, { samples: HOUR, current: CURRENT })
    assert.deepEqual(
      { dedicated: targets.dedicated, lowPriority: targets.lowPriority },
      { dedicated, lowPriority },
    )
  })
}

test('the longest formula that can be sent is evaluated', () => {
  const terms = Array.from({ length: 2_040 }, () => '1')
  const { targets } = run(`$TargetDedicatedNodes = ${terms.join(' + ')}`)
  assert.equal(targets.dedicated, 2_040)
})
