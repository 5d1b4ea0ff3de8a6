import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormulaEvaluationError } from './evaluate.ts'
import { NOW, run, samplesUntil } from './formula.fixture.ts'
import { printResults } from './results.ts'

function worthOf(expression: string, options?: Parameters<typeof run>[1]): unknown {
  const value = run(`x = ${expression}`, options).variables.get('x')?.value
  return value instanceof Float64Array ? [...value] : value
}

const errorOf = (formula: string, options?: Parameters<typeof run>[1]): FormulaEvaluationError => {
  try {
    run(formula, options)
  } catch (error) {
    return error as FormulaEvaluationError
  }
  throw new Error('the formula succeeded')
}

test('operators bind as in C', () => {
  assert.equal(worthOf('1 + 2 * 3 - 4 / 2'), 5)
  assert.equal(worthOf('-2 * -3'), 6)
  assert.equal(worthOf('!0 + !5'), 1)
  assert.equal(worthOf('1 < 2 == 2 > 1'), 1)
  assert.equal(worthOf('0 && 0 || 1'), 1)
  assert.equal(worthOf('1 ? 0 ? 5 : 6 : 7'), 6)
  assert.equal(worthOf('(1 + 2) * 3'), 9)
})

test('a sum of thousands is evaluated, from the left', () => {
  assert.equal(worthOf(`1${'+1'.repeat(4_000)}`), 4_001)
  assert.equal(worthOf('10 - 3 - 2'), 5)
  assert.match(errorOf(`x = 1${'+1'.repeat(9)} + "a" + 1`).message, /^Line 1, Col 25: '\+' is not/)
})

test('times and lengths of time that .NET does not have are errors', () => {
  assert.equal(worthOf('(time() + TimeInterval_Year * 7000).year'), 9021)
  assert.equal(
    errorOf('x = time() + TimeInterval_Year * 1e9').message.slice(0, 15),
    'Line 1, Col 32:',
  )
  for (const text of [
    'time() + TimeInterval_Year * 9000',
    'TimeInterval_Hour / 0',
    'TimeInterval_Year * 1e308',
    'TimeInterval_Zero / 0',
  ]) {
    assert.match(errorOf(`x = ${text}`).message, /the (timestamp|timeinterval) is out of range$/)
  }
})

test('lists work number by number', () => {
  const options = { samples: { $ActiveTasks: samplesUntil(NOW, [1, 2, 3]) } }
  assert.deepEqual(worthOf('$ActiveTasks.GetSample(3) * 2 + 1', options), [3, 5, 7])
  assert.deepEqual(worthOf('10 - $ActiveTasks.GetSample(2)', options), [8, 7])
  assert.equal(worthOf('$ActiveTasks.GetSample(1) + 4 > 6', options), 1)
  assert.equal(
    errorOf('x = $ActiveTasks.GetSample(2) + $ActiveTasks.GetSample(3)', options).message,
    "Line 1, Col 31: '+' is not defined for doubleVec and doubleVec",
  )
})

test('functions take lists and numbers mixed', () => {
  const options = { samples: { $ActiveTasks: samplesUntil(NOW, [4, 1, 2, 1]) } }
  const samples = '$ActiveTasks.GetSample(4)'
  assert.equal(worthOf(`avg(${samples}, 7)`, options), 3)
  assert.equal(worthOf(`max(0, ${samples})`, options), 4)
  assert.equal(worthOf(`min(${samples})`, options), 1)
  assert.equal(worthOf(`len(${samples}, 1)`, options), 5)
  assert.equal(worthOf(`sum(${samples})`, options), 8)
  assert.equal(worthOf(`range(${samples})`, options), 3)
  assert.equal(worthOf('norm(3, 4)'), 5)
  assert.equal(worthOf('std(2, 4)'), Math.SQRT2)
  assert.equal(worthOf(`val(${samples}, 0)`, options), 4)
  assert.equal(worthOf(`percentile(${samples}, 50)`, options), 1)
  assert.equal(worthOf(`percentile(${samples}, 100)`, options), 4)
  assert.equal(worthOf('lg(8) + ln(1) + log(100)'), 5)
  assert.deepEqual(worthOf('round(0.5, -0.5, 1.4)'), [1, -1, 1])
  assert.equal(worthOf('ceil(1.2) + floor(1.8)'), 3)
  assert.equal(worthOf('rand()'), 0.5)
})

test('time is read, moved and taken apart', () => {
  assert.equal(worthOf('time().weekday'), 4)
  assert.equal(worthOf('time("2026-03-01").weekday'), 7)
  assert.equal(worthOf('(time() + 8 * TimeInterval_Hour).hour'), 18)
  assert.equal(worthOf('time("Thu, 05 Mar 2026 10:14:00 GMT").minute'), 14)
  assert.equal(
    worthOf('time() - time("2026-03-05T10:15:00Z") == 250 * TimeInterval_Millisecond'),
    1,
  )
  assert.equal(worthOf('time("2026-03-05T12:15:00.1234567+02:00").hour'), 10)
  for (const text of ['2026-02-30', 'yesterday', '2026-03-05T10:15:00.123456789Z', '2026-13-01']) {
    assert.match(errorOf(`x = time("${text}")`).message, /^Line 1, Col 9: time: .* is no date$/)
  }
})

test('a window of samples has those within, and says how many of them are there', () => {
  const minutes = samplesUntil(NOW, [1, 2, 3, 4, 5, 6])
  const options = { samples: { $PendingTasks: minutes } }
  const percent = (args: string): unknown =>
    worthOf(`$PendingTasks.GetSamplePercent(${args})`, options)
  const sample = (args: string): unknown => worthOf(`$PendingTasks.GetSample(${args})`, options)
  assert.equal(percent('3 * TimeInterval_Minute'), 100)
  assert.equal(percent('180 * TimeInterval_Second'), 100)
  assert.equal(percent('TimeInterval_Minute * 10'), 30)
  assert.equal(percent('TimeInterval_Minute * 4, TimeInterval_Minute * 5'), 0)
  assert.deepEqual(sample('TimeInterval_Minute'), [5, 6])
  assert.deepEqual(sample('TimeInterval_Minute * 1, TimeInterval_Minute * 2'), [3, 4])
  assert.deepEqual(sample('TimeInterval_Minute * 2, TimeInterval_Minute * 1, 100'), [3, 4])
  assert.deepEqual(sample('time("2026-03-05T10:14:00Z"), time()'), [5, 6])
  assert.equal(worthOf('$PendingTasks.Count()', options), 6)
  assert.equal(worthOf('$PendingTasks.HistoryBeginTime().minute', options), 12)
  assert.equal(worthOf('$PendingTasks.GetSamplePeriod() == 30 * TimeInterval_Second'), 1)
})

test('too few samples end the evaluation in the words of the service', () => {
  const formula = '$RunningTasks.GetSample(TimeInterval_Minute * 2, 100)'
  const none = errorOf(formula)
  assert.equal(none.code, 'InsufficientSampleData')
  assert.equal(
    none.message,
    'Line 1, Col 24: Insufficient data from data set: $RunningTasks wanted 100%, received 0%',
  )
  const lines = '\n\nsamplevecavg = avg($PendingTasks.GetSample(TimeInterval_Minute * 5))'
  assert.equal(
    errorOf(lines, { samples: { $PendingTasks: samplesUntil(NOW, [1, 1, 1]) } }).message,
    'Line 3, Col 43: Insufficient data from data set: $PendingTasks wanted 70%, received 30%',
  )
})

test('a pool without samples answers zero for its last one', () => {
  assert.equal(worthOf('val($PendingTasks.GetSample(1), 0)'), 0)
  assert.equal(worthOf('max(0, $ActiveTasks.GetSample(1))'), 0)
})

test('targets are whole and not below zero, and keep what a formula leaves alone', () => {
  assert.deepEqual(run('$TargetDedicatedNodes = 4.9; $TargetLowPriorityNodes = -3').targets, {
    dedicated: 4,
    lowPriority: 0,
    deallocationOption: 'requeue',
  })
  assert.deepEqual(run('$NodeDeallocationOption = taskcompletion; $TargetDedicated = 7').targets, {
    dedicated: 7,
    lowPriority: 1,
    deallocationOption: 'taskcompletion',
  })
  assert.match(errorOf('$TargetDedicatedNodes = 1 / 0').message, /Col 1: .* finite/)
  assert.match(errorOf('$TargetDedicatedNodes = "5"').message, /cannot be a string/)
  assert.match(errorOf('$NodeDeallocationOption = "later"').message, /cannot be/)
})

test('a target by its full name counts before its older name, in either order', () => {
  const targetsOf = (formula: string): number[] => {
    const { dedicated, lowPriority } = run(formula).targets
    return [dedicated, lowPriority]
  }
  assert.deepEqual(targetsOf('$TargetDedicatedNodes = 4; $TargetDedicated = 7'), [4, 1])
  assert.deepEqual(targetsOf('$TargetDedicated = 7; $TargetDedicatedNodes = 4'), [4, 1])
  assert.deepEqual(targetsOf('$TargetLowPriorityNodes = 4; $TargetLowPriority = 7'), [2, 4])
  assert.deepEqual(targetsOf('$TargetDedicated = 7; $TargetDedicated = 8'), [8, 1])
  assert.match(errorOf('$TargetDedicatedNodes = 1; $TargetDedicated = "2"').message, /Col 28: /)
})

test('no target is larger than clients can read', () => {
  for (const number of ['3000000000', '1e300', '99999999999999999999999']) {
    assert.equal(run(`$TargetDedicatedNodes = ${number};`).targets.dedicated, 2 ** 31 - 1)
  }
})

test('stop keeps the targets as they were', () => {
  const { targets } = run('$TargetDedicatedNodes = 9; 1 ? stop() : 0; $TargetDedicatedNodes = 8')
  assert.equal(targets.dedicated, 2)
})

test('what the service names cannot be assigned, and unknown names are errors', () => {
  assert.match(errorOf('$CPUPercent = 1').message, /\$CPUPercent cannot be assigned/)
  assert.equal(
    errorOf('$something_useless').message,
    "Line 1, Col 1: unknown variable '$something_useless'",
  )
  assert.match(errorOf('x = maximum(1)').message, /unknown function 'maximum'/)
  assert.match(errorOf('x = toString').message, /unknown variable/)
  assert.match(errorOf('x = constructor(1)').message, /unknown function/)
  assert.match(errorOf('x = avg()').message, /Col 8: avg: the list of numbers is empty/)
})

test('results show the targets, then the own variables by name', () => {
  const formula = `
    // Office hours
    $curTime = time(); b = "text";
    $isWeekday = $curTime.weekday <= 5; a = 1.5 * TimeInterval_Minute;
    $TargetDedicatedNodes = 3`
  assert.equal(
    printResults(run(formula)),
    '$TargetDedicatedNodes=3;$TargetLowPriorityNodes=1;$NodeDeallocationOption=requeue;' +
      '$curTime=2026-03-05T10:15:00.250Z;$isWeekday=1;a=00:01:30;b=text',
  )
})

test('a metric that is not measured fails a formula, however it is read', () => {
  const unknown = { samplesOf: () => undefined, currentOf: () => undefined }
  for (const [formula, column] of [
    ['x = $DiskReadOps', 5],
    ['x = $DiskReadOps.GetSample(1)', 27],
    ['x = $DiskReadOps.GetSamplePercent(TimeInterval_Hour)', 34],
    ['x = $DiskReadOps.Count()', 23],
  ] as const) {
    const { code, message } = errorOf(formula, unknown)
    assert.equal(code, 'InsufficientSampleData')
    assert.equal(message, `Line 1, Col ${column}: $DiskReadOps is not measured by this server`)
  }
})

test('what was measured on no node is never a zero, and a formula can ask whether it was', () => {
  const unknown = { currentOf: () => undefined }
  for (const expression of [
    '$CPUPercent',
    '$CPUPercent.GetSample(1)',
    '$MemoryBytes.GetSample(9)',
  ]) {
    const { code, message } = errorOf(`x = ${expression}`, unknown)
    assert.equal(code, 'InsufficientSampleData')
    assert.match(message, /data set: \$(CPUPercent|MemoryBytes) was not measured on any node$/)
  }
  assert.equal(worthOf('$CPUPercent.GetSamplePercent(TimeInterval_Hour)'), 0)
  const guarded = '$CPUPercent.GetSamplePercent(TimeInterval_Hour) < 70 ? 1 : $CPUPercent'
  assert.equal(worthOf(guarded, unknown), 1)
})
