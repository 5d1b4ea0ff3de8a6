// The formulas of Microsoft's documentation, samples and tools.
import { PARALLEL, type Published } from './published.fixture.ts'

const DOCS = 'MicrosoftDocs/azure-docs articles/batch/batch-automatic-scaling.md'

export const FORMULAS_OF_MICROSOFT: readonly Published[] = [
  {
    source: `${DOCS}: pending tasks`,
    formula: `startingNumberOfVMs = 1;
      maxNumberofVMs = 25;
      pendingTaskSamplePercent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
      pendingTaskSamples = pendingTaskSamplePercent < 70 ? startingNumberOfVMs : avg($PendingTasks.GetSample(180 * TimeInterval_Second));
      $TargetDedicatedNodes=min(maxNumberofVMs, pendingTaskSamples);
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [7, 5],
    unsampled: [1, 5],
    option: 'taskcompletion',
  },
  {
    source: `${DOCS}: preempted nodes`,
    formula: `maxNumberofVMs = 25;
      $TargetDedicatedNodes = min(maxNumberofVMs, $PreemptedNodeCount.GetSample(180 * TimeInterval_Second));
      $TargetLowPriorityNodes = min(maxNumberofVMs , maxNumberofVMs - $TargetDedicatedNodes);
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [2, 23],
    unsampled:
      'Line 2, Col 80: Insufficient data from data set: $PreemptedNodeCount wanted 70%, received 0%',
    option: 'taskcompletion',
  },
  {
    source: `${DOCS}: the complete formula by load`,
    formula: `$totalDedicatedNodes =
          (min($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7) ?
          ($CurrentDedicatedNodes * 1.1) : $CurrentDedicatedNodes;
      $totalDedicatedNodes =
          (avg($CPUPercent.GetSample(TimeInterval_Minute * 60)) < 0.2) ?
          ($CurrentDedicatedNodes * 0.9) : $totalDedicatedNodes;
      $TargetDedicatedNodes = min(400, $totalDedicatedNodes)`,
    sampled: [11, 5],
    unsampled: 'Line 2, Col 37: Insufficient data from data set: $CPUPercent wanted 70%',
  },
  {
    source: `${DOCS}: five on Mondays`,
    formula: '$TargetDedicatedNodes = (time().weekday == 1 ? 5:1);',
    sampled: [1, 5],
    unsampled: [1, 5],
  },
  {
    source: `${DOCS}: a valid formula that resizes nothing`,
    formula: '$TargetDedicatedNodes = $CurrentDedicatedNodes;',
    sampled: [10, 5],
    unsampled: [0, 5],
  },
  {
    source: `${DOCS}: to enable with`,
    formula: '$TargetDedicatedNodes = 0',
    sampled: [0, 5],
    unsampled: [0, 5],
  },
  {
    source: `${DOCS}: Python snippet, and by the alias`,
    formula: `$curTime = time();
             $workHours = $curTime.hour >= 8 && $curTime.hour < 18; 
             $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5; 
             $isWorkingWeekdayHour = $workHours && $isWeekday; 
             $TargetDedicated = $isWorkingWeekdayHour ? 20:10;`,
    sampled: [20, 5],
    unsampled: [20, 5],
  },
  {
    source: `${DOCS}: example 1, in Mountain Daylight Time`,
    formula: `$curTime = time() + (-6 * TimeInterval_Hour);
      $workHours = $curTime.hour >= 8 && $curTime.hour < 18;
      $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;
      $isWorkingWeekdayHour = $workHours && $isWeekday;
      $TargetDedicatedNodes = $isWorkingWeekdayHour ? 20:10;
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [10, 5],
    unsampled: [10, 5],
    option: 'taskcompletion',
  },
  {
    source: `${DOCS}: example 2`,
    formula: `${PARALLEL('$PendingTasks')}
      $targetVMs = $tasks > 0? $tasks:max(0, $TargetDedicatedNodes/2);
      $TargetDedicatedNodes = max(0, min($targetVMs, 20));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [7, 5],
    unsampled: [5, 5],
    option: 'taskcompletion',
  },
  {
    source: `${DOCS}: example 3`,
    formula: `${PARALLEL('$ActiveTasks')}
      $cores = $TargetDedicatedNodes * 4;
      $extraVMs = (($tasks - $cores) + 3) / 4;
      $targetVMs = ($TargetDedicatedNodes + $extraVMs);
      $TargetDedicatedNodes = max(0,min($targetVMs,3));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [2, 5],
    unsampled: [0, 5],
    option: 'taskcompletion',
  },
  {
    source: `${DOCS}: example 4`,
    formula: `
    $TargetDedicatedNodes = 4;
    lifespan         = time() - time("Thu, 05 Mar 2026 10:00:00 GMT");
    span             = TimeInterval_Minute * 60;
    startup          = TimeInterval_Minute * 10;
    ratio            = 50;

    $TargetDedicatedNodes = (lifespan > startup ? (max($RunningTasks.GetSample(span, ratio), $ActiveTasks.GetSample(span, ratio)) == 0 ? 0 : $TargetDedicatedNodes) : 4);
    `,
    sampled: [4, 5],
    unsampled:
      'Line 8, Col 79: Insufficient data from data set: $RunningTasks wanted 50%, received 0%',
  },
  {
    source: `${DOCS}, August 2015: the average of active tasks, in two lines`,
    formula: `$averageActiveTaskCount = avg($ActiveTasks.GetSample(TimeInterval_Minute * 15));
      $TargetDedicated = min(10, $averageActiveTaskCount);`,
    sampled: [3, 5],
    unsampled: 'Line 1, Col 53: Insufficient data from data set: $ActiveTasks wanted 70%',
  },
  {
    source: `${DOCS}: a window of the past with its share of samples`,
    formula: `$runningTasksSample = $RunningTasks.GetSample(1 * TimeInterval_Minute, 6 * TimeInterval_Minute);
      $shortSample = $RunningTasks.GetSample(60 * TimeInterval_Second, 120 * TimeInterval_Second, 75);
      $TargetDedicatedNodes = len($runningTasksSample) + min($shortSample);`,
    sampled: [14, 5],
    unsampled: 'Line 1, Col 46: Insufficient data from data set: $RunningTasks wanted 70%',
  },
  {
    source: 'MicrosoftDocs Azure PowerShell: Test-AzBatchAutoScale, example 1',
    formula:
      'totalNodes=($CPUPercent.GetSamplePercent(TimeInterval_Minute*0,TimeInterval_Minute*10)<0.7?5:(min($CPUPercent.GetSample(TimeInterval_Minute*0, TimeInterval_Minute*10))>0.8?($CurrentDedicated*1.1):$CurrentDedicated));$TargetDedicated=min(100,totalNodes);',
    sampled: [11, 5],
    unsampled: [5, 5],
  },
  {
    source: 'MicrosoftDocs/azure-docs articles/data-factory: pools of 0 dedicated machines',
    formula:
      'pendingTaskSampleVector=$PendingTasks.GetSample(600 * TimeInterval_Second);$TargetDedicated = max(pendingTaskSampleVector);',
    sampled: [7, 5],
    unsampled: 'Line 1, Col 48: Insufficient data from data set: $PendingTasks wanted 70%',
  },
  {
    source: 'Azure-Samples/azure-batch-samples CSharp AutoScalePool',
    formula: `$samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 5);
      $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) : max( $ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(TimeInterval_Minute * 5)));
      $targetVMs = $tasks > 0? $tasks:max(0, $TargetDedicated/2);
      $TargetDedicated = max(0, min($targetVMs, 20));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [5, 5],
    unsampled: [5, 5],
    option: 'taskcompletion',
  },
  {
    source: 'Azure/BatchExplorer-data AccountingForParallelTasks.txt',
    formula: `percentage = 70;
      span = TimeInterval_Minute * 15;
      $samples = $ActiveTasks.GetSamplePercent(span);
      $tasks = $samples < percentage ? max(0,$ActiveTasks.GetSample(1)) : max( $ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(span)));
      multiplier = 0.25;
      $cores = $TargetDedicatedNodes * 4;
      $extraVMs = (($tasks - $cores) + 3) * multiplier;
      $targetVMs = ($TargetDedicatedNodes + $extraVMs);
      $TargetDedicatedNodes = max(0, min($targetVMs, 3));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [2, 5],
    unsampled: [0, 5],
    option: 'taskcompletion',
  },
  {
    source: 'Azure/BatchExplorer-data SettingInitialPoolSize.txt',
    formula: `initialPoolSize = 4;
      $TargetDedicatedNodes = initialPoolSize;
      lifespan = time() - time("Mon, 06 Oct 2014 10:20:00 GMT");
      span = TimeInterval_Minute * 60;
      startup = TimeInterval_Minute * 10;
      ratio = 50;
      $TargetDedicatedNodes = (lifespan > startup ? (max($RunningTasks.GetSample(span, ratio), $ActiveTasks.GetSample(span, ratio)) == 0 ? 0 : $TargetDedicatedNodes) : initialPoolSize );`,
    sampled: [4, 5],
    unsampled: 'Line 7, Col 81: Insufficient data from data set: $RunningTasks wanted 50%',
  },
  {
    source: 'Azure/batch-shipyard convoy/batch.py: a fixed size',
    formula: '$TargetDedicatedNodes = 3; $TargetLowPriorityNodes = 2;',
    sampled: [3, 2],
    unsampled: [3, 2],
  },
  {
    source: 'Azure/doAzureParallel R/autoscale.R: QUEUE',
    formula: `${PARALLEL('$ActiveTasks')}
      $maxTasksPerNode = 4;$round = $maxTasksPerNode - 1;
      $targetVMs = $tasks > 0 ? (($tasks + $round) / $maxTasksPerNode) : max(0, $TargetDedicated/2) + 0.5;
      $TargetDedicatedNodes = max(1, min($targetVMs, 6));
      $TargetLowPriorityNodes = max(2, min($targetVMs, 8));
      $NodeDeallocationOption = taskcompletion;`,
    sampled: [2, 2],
    unsampled: [5, 5],
    option: 'taskcompletion',
  },
  {
    source: 'Azure/doAzureParallel R/autoscale.R: MAX_CPU',
    formula:
      '$totalNodes = (min($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7) ? ($CurrentDedicated * 1.1) : $CurrentDedicated; $totalNodes = (avg($CPUPercent.GetSample(TimeInterval_Minute * 60)) < 0.2) ? ($CurrentDedicated * 0.9) : $totalNodes; $TargetDedicatedNodes = min(6, $totalNodes)',
    sampled: [6, 5],
    unsampled: 'Line 1, Col 41: Insufficient data from data set: $CPUPercent wanted 70%',
  },
  {
    source: 'Azure/doAzureParallel R/autoscale.R: WEEKEND, which reads what it never assigns',
    formula:
      '$isWeekend = $curTime.weekday >= 6 && $curTime.weekday <= 7;$TargetDedicatedNodes = $isWeekend ? 1:3;',
    sampled: "Line 1, Col 14: unknown variable '$curTime'",
    unsampled: "Line 1, Col 14: unknown variable '$curTime'",
  },
  {
    source: 'Azure/Batch issue 151: what is not a whole node is left out',
    formula: '$TargetDedicatedNodes = $PendingTasks / $TaskSlotsPerNode + 0.9',
    sampled: [2, 5],
    unsampled: 'Line 1, Col 1: $TargetDedicatedNodes is not a finite number',
  },
]
