// The formulas of Batch Shipyard, workflow engines, templates and scripts.
import type { Published } from './published.fixture.ts'

const SHIPYARD = 'Azure/batch-shipyard convoy/autoscale.py'
const SHIPYARD_LIMITS = `maxTasksPerNode = 2; minTargetDedicated = 1; minTargetLowPriority = 1;
  maxTargetDedicated = 16; maxTargetLowPriority = 8; maxIncDedicated = 4; maxIncLowPriority = 2;`
const SHIPYARD_MOST = `maxDedicatedVMs = min($CurrentDedicatedNodes + maxIncDedicated, maxTargetDedicated);
  maxLowPriVMs = min($CurrentLowPriorityNodes + maxIncLowPriority, maxTargetLowPriority);
  reqVMs = max(0, reqVMs - minTargetDedicated - minTargetLowPriority);`
const SHIPYARD_WEEK = `maxTasksPerNode = 1; minTargetDedicated = 1; minTargetLowPriority = 2;
  maxTargetDedicated = 16; maxTargetLowPriority = 8; weekdayStart = 1; weekdayEnd = 5;
  workhourStart = 9; workhourEnd = 17;`

export const FORMULAS_OF_OTHERS: readonly Published[] = [
  {
    source: `${SHIPYARD}: active tasks, biased to the last sample, rebalanced, either kind of node`,
    formula: `${SHIPYARD_LIMITS}
      sli = TimeInterval_Second * 600.0;
      samplepercent = $ActiveTasks.GetSamplePercent(sli);
      lastsample = val($ActiveTasks.GetSample(1), 0);
      samplevecavg = samplepercent < 70 ? max(0, lastsample) : avg($ActiveTasks.GetSample(sli));
      ActiveTaskAvg = samplepercent < 70 ? max(0, lastsample) : (lastsample < samplevecavg ? avg(lastsample, samplevecavg) : max(lastsample, samplevecavg));
      reqVMs = ActiveTaskAvg / maxTasksPerNode;
      preemptsamplepercent = $PreemptedNodeCount.GetSamplePercent(sli);
      lastpreemptsample = val($PreemptedNodeCount.GetSample(1), 0);
      preemptedavg = avg($PreemptedNodeCount.GetSample(sli));
      preemptcount = preemptsamplepercent < 70 ? max(0, lastpreemptsample) : (lastpreemptsample > preemptedavg ? avg(lastpreemptsample, preemptedavg) : min(lastpreemptsample, preemptedavg));
      currenttotal = $CurrentDedicatedNodes + $CurrentLowPriorityNodes;
      preemptedpercent = currenttotal > 0 ? preemptcount / currenttotal : 0;
      rebalance = preemptedpercent >= 0.1;
      ${SHIPYARD_MOST}
      divisor = (maxTargetDedicated == 0 || maxTargetLowPriority == 0) ? 1 : 2;
      dedicatedVMs = reqVMs / divisor;
      dedicatedVMs = (dedicatedVMs > 0 && dedicatedVMs < 1) ? 1 : dedicatedVMs;
      dedicatedVMs = max(minTargetDedicated, min(dedicatedVMs, maxDedicatedVMs));
      remainingVMs = max(0, reqVMs - dedicatedVMs);
      redistVMs = (rebalance && remainingVMs > 0) ? min(preemptcount, remainingVMs) : 0;
      dedicatedVMs = min(dedicatedVMs + redistVMs, maxDedicatedVMs);
      remainingVMs = max(0, reqVMs - dedicatedVMs);
      lowPriVMs = max(minTargetLowPriority, min(remainingVMs, maxLowPriVMs));
      $TargetDedicatedNodes = dedicatedVMs;
      $TargetLowPriorityNodes = lowPriVMs;
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [1, 1],
    unsampled: 'Line 11, Col 55: Insufficient data from data set: $PreemptedNodeCount wanted 70%',
    option: 'taskcompletion',
  },
  {
    source: `${SHIPYARD}: pending tasks, biased to dedicated nodes`,
    formula: `${SHIPYARD_LIMITS}
      sli = TimeInterval_Second * 600.0;
      PendingTaskAvg = avg($PendingTasks.GetSample(sli, 70));
      reqVMs = PendingTaskAvg / maxTasksPerNode;
      reqVMs = (PendingTaskAvg > 0 && reqVMs < 1) ? 1 : reqVMs;
      preemptcount = 0;
      rebalance = 0 == 1;
      ${SHIPYARD_MOST}
      dedicatedVMs = max(minTargetDedicated, min(reqVMs, maxDedicatedVMs));
      remainingVMs = max(0, reqVMs - dedicatedVMs);
      redistVMs = (rebalance && remainingVMs > 0) ? min(preemptcount, remainingVMs) : 0;
      dedicatedVMs = min(dedicatedVMs + redistVMs, maxDedicatedVMs);
      remainingVMs = max(0, reqVMs - dedicatedVMs);
      lowPriVMs = max(minTargetLowPriority, min(remainingVMs, maxLowPriVMs));
      $TargetDedicatedNodes = dedicatedVMs;
      $TargetLowPriorityNodes = lowPriVMs;
      $NodeDeallocationOption = requeue;`,
    sampled: [1, 1],
    unsampled:
      'Line 4, Col 51: Insufficient data from data set: $PendingTasks wanted 70%, received 0%',
  },
  {
    source: `${SHIPYARD}: pending tasks, biased to low priority`,
    formula: `${SHIPYARD_LIMITS}
      sli = TimeInterval_Second * 600.0;
      PendingTaskAvg = avg($PendingTasks.GetSample(sli, 70));
      reqVMs = PendingTaskAvg / maxTasksPerNode;
      reqVMs = (PendingTaskAvg > 0 && reqVMs < 1) ? 1 : reqVMs;
      preemptcount = avg($PreemptedNodeCount.GetSample(sli, 70));
      currenttotal = $CurrentDedicatedNodes + $CurrentLowPriorityNodes;
      preemptedpercent = currenttotal > 0 ? preemptcount / currenttotal : 0;
      rebalance = preemptedpercent >= 0.5;
      ${SHIPYARD_MOST}
      lowPriVMs = max(minTargetLowPriority, min(reqVMs, maxLowPriVMs));
      remainingVMs = max(0, reqVMs - lowPriVMs);
      redistVMs = (rebalance && remainingVMs > 0) ? min(preemptcount, remainingVMs) : 0;
      lowPriVMs = min(lowPriVMs + redistVMs, maxLowPriVMs);
      remainingVMs = max(0, reqVMs - lowPriVMs);
      dedicatedVMs = max(minTargetDedicated, min(remainingVMs, maxDedicatedVMs));
      $TargetLowPriorityNodes = lowPriVMs;
      $TargetDedicatedNodes = dedicatedVMs;
      $NodeDeallocationOption = retaineddata;`,
    sampled: [1, 1],
    unsampled:
      'Line 4, Col 51: Insufficient data from data set: $PendingTasks wanted 70%, received 0%',
    option: 'retaineddata',
  },
  {
    source: `${SHIPYARD}: workday, most low priority off peak`,
    formula: `${SHIPYARD_WEEK}
      now = time();
      isWorkHours = now.hour >= workhourStart && now.hour <= workhourEnd;
      isWeekday = now.weekday >= weekdayStart && now.weekday <= weekdayEnd;
      isPeakTime = isWeekday && isWorkHours;
      $TargetLowPriorityNodes = maxTargetLowPriority;
      $TargetDedicatedNodes = isPeakTime ? maxTargetDedicated : minTargetDedicated;
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [16, 8],
    unsampled: [16, 8],
    option: 'taskcompletion',
  },
  {
    source: `${SHIPYARD}: weekend`,
    formula: `${SHIPYARD_WEEK}
      now = time();
      isPeakTime = now.weekday < weekdayStart && now.weekday > weekdayEnd;
      $TargetDedicatedNodes = isPeakTime ? maxTargetDedicated : minTargetDedicated;
      $TargetLowPriorityNodes = isPeakTime ? maxTargetLowPriority : minTargetLowPriority;
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [1, 2],
    unsampled: [1, 2],
    option: 'taskcompletion',
  },
  {
    source: 'nextflow-io/nextflow plugins/nf-azure AzBatchService.groovy',
    formula: `
            lifespan = time() - time("2026-03-05T09:00:00.123456Z");
            interval = TimeInterval_Minute * 5;
            $samples = $PendingTasks.GetSamplePercent(interval);
            $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) : max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(interval)));
            $targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicatedNodes/2);
            targetPoolSize = max(0, min($targetVMs, 12));
            $TargetDedicatedNodes = lifespan < interval ? 8 : targetPoolSize;
            $NodeDeallocationOption = taskcompletion;`,
    sampled: [7, 5],
    unsampled: [5, 5],
    option: 'taskcompletion',
  },
  {
    source: 'snakemake/snakemake-executor-plugin-azure-batch constant.py',
    formula:
      '$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5);$tasks = $samples < 70 ? max(0,$PendingTasks.GetSample(1)) : max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 5)));$targetVMs = $tasks > 0? $tasks:max(0, $TargetDedicatedNodes/2);$TargetDedicatedNodes = max(0, min($targetVMs, 10));$NodeDeallocationOption = taskcompletion;',
    sampled: [7, 5],
    unsampled: [5, 5],
    option: 'taskcompletion',
  },
  {
    source: 'CDCgov/cfa-cloudops cfa/cloudops/autoscale.py: half of either kind of node',
    formula: `startingNumberOfVMs = 1;
      maxNumberofVMs = 10;
      $Samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5);
      $Tasks = $Samples < 70 ? max(0,$PendingTasks.GetSample(1)) : max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 5)));
      $TargetVMs = $Tasks > 0? $Tasks:max(0, $TargetDedicated/2);
      $TargetDedicated = 0.5*max(0,min($TargetVMs,maxNumberofVMs));
      $TargetLowPriorityNodes = 0.5*max(0,min($TargetVMs,maxNumberofVMs));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [3, 3],
    unsampled: [2, 2],
    option: 'taskcompletion',
  },
  {
    source: 'CDCgov/cfa_azure cfa_azure/batch_helpers.py',
    formula: `$samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 10);
      $tasks = $samples < 70 ? max(0, $PendingTasks.GetSample(1)) :
      max( $PendingTasks.GetSample(1), avg($PendingTasks.GetSample(TimeInterval_Minute * 10)));
      $targetVMs = $tasks > 0 ? $tasks : max(0, $TargetLowPriorityNodes / 2);
      cappedPoolSize = 3;
      $TargetLowPriorityNodes = max(0, min($targetVMs, cappedPoolSize));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [10, 3],
    unsampled: [10, 2],
    option: 'taskcompletion',
  },
  {
    source: 'microsoft/ga4gh-tes src/TesApi.Web/BatchPool.cs',
    formula: `$NodeDeallocationOption = taskcompletion;
      lifespan = time() - time("Thu, 05 Mar 2026 10:00:00 GMT");
      span = TimeInterval_Second * 90;
      startup = TimeInterval_Minute * 2;
      ratio = 10;
      $TargetLowPriorityNodes = (lifespan > startup ? min($PendingTasks.GetSample(span, ratio)) : 1);`,
    sampled: [10, 7],
    unsampled:
      'Line 6, Col 82: Insufficient data from data set: $PendingTasks wanted 10%, received 0%',
    option: 'taskcompletion',
  },
  {
    source: 'microsoft/ga4gh-tes src/GenerateBatchVmSkus/AzureBatchSkuValidator.cs',
    formula:
      '$NodeDeallocationOption = retaineddata; $TargetDedicatedNodes = ($PendingTasks.Count() ? 0 : 1);',
    sampled: [0, 5],
    unsampled: [1, 5],
    option: 'retaineddata',
  },
  {
    source: 'xtlib for experiments on Batch: the pool ends with its tasks',
    formula:
      'pending = max(0, $PendingTasks.GetSample(1)); succeeded = max(0, $SucceededTasks.GetSample(1)); failed = max(0, $FailedTasks.GetSample(1)); $TargetDedicatedNodes = (pending + succeeded + failed) ? pending : 4; $NodeDeallocationOption = taskcompletion; ',
    sampled: [7, 5],
    unsampled: [4, 5],
    option: 'taskcompletion',
  },
  {
    source: 'a pool of azurerm with Batch Insights: by slots',
    formula: `startingNumberOfVMs = 0;
      tasksToBeRunConCurrently = 270;
      maxNumberofVMs = tasksToBeRunConCurrently/$TaskSlotsPerNode;
      timeInterval = 7;
      $samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * timeInterval);
      $tasks = $samples < 70 ? max(0, $ActiveTasks.GetSample(1)) : max( $ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(TimeInterval_Minute * timeInterval)));
      minimumNodesRequired = ($tasks < $TaskSlotsPerNode && $tasks > 0) ? 1 : 0;
      desiredNodesRequired = ($tasks/$TaskSlotsPerNode) + 0.7;
      desiredNodesRequired = $tasks > $TaskSlotsPerNode  ? desiredNodesRequired  : minimumNodesRequired;
      $TargetLowPriorityNodes = min(maxNumberofVMs, desiredNodesRequired);
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [10, 1],
    unsampled: [10, 0],
    option: 'taskcompletion',
  },
  {
    source: 'pipelines for single cells: at most so many nodes more or fewer',
    formula: `$NodeDeallocationOption=taskcompletion;
      tasksPerNode = 4;
      numAddMax = 20;
      numDelMax = 20;
      startingNumberOfVMs = 1;
      minNumberofVMs = 0;
      maxNumberofVMs = 1000;
      pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
      pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
      cores = $TargetLowPriorityNodes * tasksPerNode;
      $extraVMs = (pendingTaskSamples - cores) / tasksPerNode;
      $extraVMs = $extraVMs + (tasksPerNode-1)/tasksPerNode;
      $extraVMs = min(numAddMax, $extraVMs);
      $extraVMs = max(-numDelMax, $extraVMs);
      targetVMs = ($TargetLowPriorityNodes + $extraVMs);
      $TargetLowPriorityNodes = max(minNumberofVMs,min(maxNumberofVMs, targetVMs));
`,
    sampled: [10, 2],
    unsampled: [10, 1],
    option: 'taskcompletion',
  },
  {
    source: 'a mission of simulations: by whether there are samples at all',
    formula:
      '$NodeDeallocationOption=taskcompletion;\nsampleCounts=$PendingTasks.Count();\ncalculated=min(6, $PendingTasks.GetSample(1));\n$TargetLowPriorityNodes=0;\n$TargetDedicatedNodes=(sampleCounts>0)?calculated:6;',
    sampled: [6, 0],
    unsampled: [6, 0],
    option: 'taskcompletion',
  },
  {
    source: 'a script of az batch for fluids: by running tasks when none waits',
    formula:
      '$NodeDeallocationOption=taskcompletion;$tasks=($ActiveTasks.GetSamplePercent(150*TimeInterval_Second)<70) ? max(0,$ActiveTasks.GetSample(1)) : max($ActiveTasks.GetSample(1),avg($ActiveTasks.GetSample(TimeInterval_Second*150)));$targetVMs = $tasks>0 ? $tasks : max($RunningTasks.GetSample(TimeInterval_Second*150))/2;$TargetDedicated = min(4, $targetVMs)\n',
    sampled: [4, 5],
    unsampled: 'Line 1, Col 288: Insufficient data from data set: $RunningTasks wanted 70%',
    option: 'taskcompletion',
  },
  {
    source: 'an F# library of protein research: by hours and minutes, and none at first',
    formula: `$perc = $PendingTasks.GetSamplePercent(TimeInterval_Hour * 1);
    $avgMinute = $perc < 50 ? 0 : avg($PendingTasks.GetSample(TimeInterval_Minute * 1, 50));
    $avgHour = $perc < 50 ? 0 : avg($PendingTasks.GetSample(TimeInterval_Hour * 1, 50));
    $avgHourCapped = $perc == 0 ? 1 : $avgHour > 0 ? max(1,$avgHour) : $avgHour;
    $targetVMs = max($avgMinute, $avgHourCapped);
    $TargetDedicatedNodes = max(0, min($targetVMs, 3000));
    $TargetLowPriorityNodes = 0;
    $NodeDeallocationOption = taskcompletion;`,
    sampled: [7, 0],
    unsampled: [1, 0],
    option: 'taskcompletion',
  },
  {
    source: 'a pool of azurerm for simulation: the option as a string, a list as a target',
    formula: `$pending = $PendingTasks.GetSample(1);
      $target  = min(6, $pending);
      $TargetLowPriorityNodes = $target;
      $TargetDedicatedNodes   = 0;
      $NodeDeallocationOption = "taskcompletion";`,
    sampled: [0, 6],
    unsampled: [0, 0],
    option: 'taskcompletion',
  },
  {
    source: 'a Monte Carlo demonstration: a list of two samples beside a number',
    formula: `startingNodeCount = 2;
      maxNodeCount = 10;
      pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(60 * TimeInterval_Second);
      pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNodeCount : avg($PendingTasks.GetSample(60 * TimeInterval_Second));
      $TargetDedicatedNodes = min(maxNodeCount, pendingTaskSamples);
      $TargetDedicatedNodes = $PendingTasks.GetSample(60 * TimeInterval_Second) == 0 ? startingNodeCount : $TargetDedicatedNodes;
      $NodeDeallocationOption = taskcompletion;`,
    sampled: "Line 6, Col 81: '==' is not defined for doubleVec and double",
    unsampled: 'Line 6, Col 54: Insufficient data from data set: $PendingTasks wanted 70%',
  },
  {
    source: 'a script of az batch for mosaics: ten minutes of samples as a target',
    formula: '$TargetDedicatedNodes = $PendingTasks.GetSample(10 * TimeInterval_Minute, 0);',
    sampled: 'Line 1, Col 1: $TargetDedicatedNodes cannot be a doubleVec',
    unsampled: 'Line 1, Col 1: $TargetDedicatedNodes cannot be a doubleVec',
  },
  {
    source: 'oneuptime.com: metrics as numbers, by slots, for a burst',
    formula: `$taskSlotsPerNode = 4;
      $totalNeeded = ceil($PendingTasks / $taskSlotsPerNode);
      $TargetDedicatedNodes = min(10, max(2, $totalNeeded));
      $overflow = max(0, $totalNeeded - $TargetDedicatedNodes);
      $TargetLowPriorityNodes = min(40, $overflow);`,
    sampled: [2, 0],
    unsampled: [2, 0],
  },
  {
    source: 'oneuptime.com: down by at most two nodes at a time',
    formula: `$taskSlotsPerNode = 4;
      $desiredNodes = ceil($PendingTasks / $taskSlotsPerNode);
      $scaleDown = max(0, $CurrentDedicatedNodes - 2);
      $TargetDedicatedNodes = max($desiredNodes, min($CurrentDedicatedNodes, $scaleDown));
      $TargetDedicatedNodes = min(30, max(0, $TargetDedicatedNodes));`,
    sampled: [8, 5],
    unsampled: [0, 5],
  },
]
