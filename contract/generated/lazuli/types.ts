// Emitted by `npm run contract`: change the TypeSpec source, not this file.
export interface components {
    schemas: {
        /** @description What time it is. */
        ClockTime: {
            /** Format: date-time */
            now: string;
            /** @description Whether it stands still. */
            frozen: boolean;
            /**
             * Format: double
             * @description How many times faster than in Azure long work goes.
             */
            timeScale: number;
        };
        /** @description A refusal. */
        Refusal: {
            /** @description What was wrong. */
            error: {
                code: string;
                message: string;
                /** @description The member, parameter or name that was wrong. */
                target?: string;
            };
        };
        /** @description What a server that is drained still does. */
        DrainState: {
            /** @description Whether no tasks are begun. */
            draining: boolean;
            /**
             * Format: int32
             * @description Attempts of tasks that have a node.
             */
            running: number;
        };
        /** @description What a call or an operation fails with. */
        ErrorWords: {
            code: string;
            message: string;
        };
        /**
         * @description When a connection is lost.
         * @enum {string}
         */
        DropMoment: "before" | "after";
        /** @description A fault that was added. */
        FaultState: {
            /** @description Calls: the operationId of the contract. */
            operationId?: string;
            /** @description Calls: the service, such as `batch`, `containerservice`, `scvmm`, `arm`. */
            service?: string;
            /** @description Operations: the kind. */
            kind?: string;
            /** @description Operations: the step; absent: the first. */
            step?: string;
            /** @description Drivers: the port and its method, such as `hypervisor.deleteCheckpoint`. */
            port?: string;
            /** @description Only for this resource and what is in it: an id, or the path of a call to Batch. In any case. */
            resource?: string;
            /** @description Calls: only of this caller: an application's id or a user's name, as the journal has it. */
            caller?: string;
            /**
             * Format: int32
             * @description Only the n-th time that all the above fits, from 1.
             */
            nth?: number;
            /**
             * Format: double
             * @description Only such a share of the times, from 0 to 1.
             */
            share?: number;
            /**
             * Format: int32
             * @description Draws the share: the same seed draws the same. Absent: 0.
             */
            seed?: number;
            /**
             * Format: int32
             * @description How often at most; absent: from now on always.
             */
            times?: number;
            /**
             * Format: date-time
             * @description When it ends by itself, by the time of long work.
             */
            expiresAt?: string;
            /** @description What it fails with. */
            error?: components["schemas"]["ErrorWords"];
            /**
             * Format: int32
             * @description Calls: the status of the refusal; with an error.
             */
            status?: number;
            /**
             * Format: int32
             * @description Calls: seconds, as a header of the refusal.
             */
            retryAfter?: number;
            /**
             * Format: int32
             * @description Calls and drivers: milliseconds that pass before all else, ten minutes at most.
             */
            delayMs?: number;
            /** @description Calls and drivers: the connection is lost before or after the work was done. */
            drop?: components["schemas"]["DropMoment"];
            id: string;
            /** Format: date-time */
            addedAt: string;
            /**
             * Format: int32
             * @description How often it was about what happened.
             */
            seen: number;
            /**
             * Format: int32
             * @description How often it let that go wrong.
             */
            hits: number;
        };
        /** @description Faults. */
        FaultList: {
            value: components["schemas"]["FaultState"][];
        };
        /**
         * @description Where something goes wrong, how often, and what it is. Where: calls, by `operationId` or `service`;
         *     or operations, by `kind`; or calls of a driver, by `port`. What: an `error`, a `delayMs`, or a `drop`.
         */
        Fault: {
            /** @description Calls: the operationId of the contract. */
            operationId?: string;
            /** @description Calls: the service, such as `batch`, `containerservice`, `scvmm`, `arm`. */
            service?: string;
            /** @description Operations: the kind. */
            kind?: string;
            /** @description Operations: the step; absent: the first. */
            step?: string;
            /** @description Drivers: the port and its method, such as `hypervisor.deleteCheckpoint`. */
            port?: string;
            /** @description Only for this resource and what is in it: an id, or the path of a call to Batch. In any case. */
            resource?: string;
            /** @description Calls: only of this caller: an application's id or a user's name, as the journal has it. */
            caller?: string;
            /**
             * Format: int32
             * @description Only the n-th time that all the above fits, from 1.
             */
            nth?: number;
            /**
             * Format: double
             * @description Only such a share of the times, from 0 to 1.
             */
            share?: number;
            /**
             * Format: int32
             * @description Draws the share: the same seed draws the same. Absent: 0.
             */
            seed?: number;
            /**
             * Format: int32
             * @description How often at most; absent: from now on always.
             */
            times?: number;
            /**
             * Format: date-time
             * @description When it ends by itself, by the time of long work.
             */
            expiresAt?: string;
            /** @description What it fails with. */
            error?: components["schemas"]["ErrorWords"];
            /**
             * Format: int32
             * @description Calls: the status of the refusal; with an error.
             */
            status?: number;
            /**
             * Format: int32
             * @description Calls: seconds, as a header of the refusal.
             */
            retryAfter?: number;
            /**
             * Format: int32
             * @description Calls and drivers: milliseconds that pass before all else, ten minutes at most.
             */
            delayMs?: number;
            /** @description Calls and drivers: the connection is lost before or after the work was done. */
            drop?: components["schemas"]["DropMoment"];
        };
        /** @description One call in a line. */
        JournalLine: {
            /**
             * Format: int32
             * @description Counts calls from the start of the server.
             */
            id: number;
            /** Format: date-time */
            at: string;
            /**
             * Format: double
             * @description How long the answer took.
             */
            ms: number;
            method: string;
            url: string;
            /** Format: int32 */
            status: number;
            /** @description The code of the error in the answer: `ResourceNotFound`, `AADSTS7000215`. */
            errorCode?: string;
            service?: string;
            operationId?: string;
            apiVersion?: string;
            /** @description An application's id or a user's name. */
            caller?: string;
            correlationId: string;
            requestId: string;
        };
        /** @description Calls. */
        JournalList: {
            value: components["schemas"]["JournalLine"][];
        };
        /** @description One direction. */
        JournalMessage: {
            /** @description Names and values, in the order in which they were sent. */
            headers: string[][];
            /** @description Absent where there was none, or where it was a stream of bytes. */
            body?: string;
        };
        /** @description One call with all that was said. */
        JournalEntry: {
            /**
             * Format: int32
             * @description Counts calls from the start of the server.
             */
            id: number;
            /** Format: date-time */
            at: string;
            /**
             * Format: double
             * @description How long the answer took.
             */
            ms: number;
            method: string;
            url: string;
            /** Format: int32 */
            status: number;
            /** @description The code of the error in the answer: `ResourceNotFound`, `AADSTS7000215`. */
            errorCode?: string;
            service?: string;
            operationId?: string;
            apiVersion?: string;
            /** @description An application's id or a user's name. */
            caller?: string;
            correlationId: string;
            requestId: string;
            request: components["schemas"]["JournalMessage"];
            response: components["schemas"]["JournalMessage"];
        };
        /** @description See http://www.softwareishard.com/blog/har-12-spec/. */
        Har: {
            log: {
                /** @enum {string} */
                version: "1.2";
                /** @description What wrote it. */
                creator: {
                    name: string;
                    version: string;
                };
                entries: {
                    [key: string]: unknown;
                }[];
            };
        };
        /** @description A length: one of these members. */
        Pace: {
            /**
             * Format: double
             * @description So many times the natural length.
             */
            factor?: number;
            /**
             * Format: double
             * @description So many milliseconds; 0: none.
             */
            ms?: number;
            /**
             * Format: int32
             * @description Until the operation was polled so often.
             */
            polls?: number;
            /**
             * @description Until it is released.
             * @enum {boolean}
             */
            hold?: true;
        };
        /** @description A length for operations of a kind. The last that fits wins; one for a step outranks one for all. */
        PacingRule: {
            /** @description What it is removed by. One that is added is given another. */
            id?: string;
            /** @description `ManagedClusters_Create`, say; `*`: every kind. */
            kind: string;
            /** @description Absent: the operation as a whole. */
            step?: string;
            /** @description Only operations on this resource and what is in it: its id, in any case. */
            resource?: string;
            /** @description How long it lasts. */
            pace: components["schemas"]["Pace"];
        };
        /** @description Lengths of operations, and what there is to set lengths of. */
        PacingState: {
            value: components["schemas"]["PacingRule"][];
            /** @description The steps of each kind of operation. */
            kinds: {
                [key: string]: string[];
            };
        };
        /** @description Lengths of operations. */
        Pacing: {
            value: components["schemas"]["PacingRule"][];
        };
        /** @description A step failed in a way that may pass. */
        RetryError: {
            /** Format: date-time */
            at: string;
            message: string;
        };
        /** @description How far an operation has come. */
        OperationState: {
            id: string;
            kind: string;
            /** @description The id of the resource that it works on, in lower case. */
            resource: string;
            /**
             * @description Canceling: it is told to stop, and has not stopped yet.
             * @enum {string}
             */
            status: "InProgress" | "Canceling" | "Succeeded" | "Failed" | "Canceled";
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description What it failed with, or was canceled with. */
            error?: components["schemas"]["ErrorWords"];
            /** @description The step that it is at; absent once it has ended. */
            step?: string;
            /**
             * Format: date-time
             * @description Since when it is at that step.
             */
            stepSince?: string;
            /**
             * Format: date-time
             * @description When that step falls due: at once where this has passed. Absent: it waits for something else.
             */
            dueAt?: string;
            /** @description The step that follows, if one does. */
            nextStep?: string;
            /**
             * Format: int32
             * @description How often that step failed in a row, and was or will be tried again.
             */
            retries: number;
            /** @description What it failed with, oldest first: the last five times. */
            retryErrors: components["schemas"]["RetryError"][];
            /**
             * Format: int32
             * @description How many polls of its monitor the step still waits for.
             */
            pollsLeft?: number;
            /** @description True: the step waits for its release. */
            held: boolean;
        };
        /** @description Operations. */
        OperationList: {
            value: components["schemas"]["OperationState"][];
        };
        /** @description One resize. */
        PoolResize: {
            /** Format: date-time */
            startTime: string;
            /**
             * Format: date-time
             * @description Absent: it is under way.
             */
            endTime?: string;
            /** Format: int32 */
            targetDedicatedNodes: number;
            /** Format: int32 */
            targetLowPriorityNodes: number;
            /**
             * Format: int32
             * @description What there was at its end, or is now.
             */
            dedicatedNodes: number;
            /** Format: int32 */
            lowPriorityNodes: number;
            /** @description What becomes of tasks on nodes that it removes. */
            deallocationOption: string;
            /** @description Whether the pool's formula began it. */
            byFormula: boolean;
            errors: components["schemas"]["ErrorWords"][];
        };
        /** @description Resizes. */
        ResizeList: {
            value: components["schemas"]["PoolResize"][];
        };
        /** @description One run of a formula. */
        FormulaRun: {
            /** Format: date-time */
            at: string;
            /** @description The formula that was run. */
            formula: string;
            /** @description The value of each variable, as Batch prints them. */
            results: string;
            /**
             * Format: int32
             * @description Absent: the run failed.
             */
            targetDedicatedNodes?: number;
            /** Format: int32 */
            targetLowPriorityNodes?: number;
            error?: components["schemas"]["ErrorWords"];
        };
        /** @description Runs of a formula. */
        AutoScaleRunList: {
            value: components["schemas"]["FormulaRun"][];
        };
        /**
         * @description Kinds of what is found.
         * @enum {string}
         */
        SearchKind: "group" | "resource" | "pool" | "node" | "job" | "jobSchedule" | "task" | "operation" | "snapshot" | "call";
        /** @description One thing. */
        SearchResult: {
            kind: components["schemas"]["SearchKind"];
            /** @description A resource's full id; else the id as the kind has it: a call's is its number in the journal. */
            id: string;
            /** @description Of resources the type, of operations the kind, of calls the operationId. */
            type?: string;
            /** @description Of Batch: the account. */
            account?: string;
            /** @description Of nodes. */
            pool?: string;
            /** @description Of tasks. */
            job?: string;
            state?: string;
            /** @description Of tasks that have ended: `success` or `failure`. */
            result?: string;
        };
        /** @description What was found, by kind. */
        SearchResults: {
            value: components["schemas"]["SearchResult"][];
        };
        /** @description Where a user signs in. */
        PortalLink: {
            url: string;
        };
        /** @description One thing of the file. */
        SeededItem: {
            /** @description Where it stands in the file: `jobs[0].tasks[2]`. */
            path: string;
            id: string;
            /** @enum {string} */
            outcome: "created" | "present";
        };
        /** @description What a seed file came to. */
        Seeded: {
            /** Format: int32 */
            created: number;
            /** Format: int32 */
            present: number;
            /** @description In the order in which they were made. */
            value: components["schemas"]["SeededItem"][];
        };
        /** @description A seed file. */
        SeedFile: {
            /** @description YAML: see docs/testing.md. */
            text: string;
            /** @description Where paths in the file begin; absent: where the server was started. */
            directory?: string;
        };
        /** @description Why something does not start. */
        Explanation: {
            what: string;
            state: string;
            reasons: string[];
        };
        /** @description A node to which it happened. */
        Provoked: {
            node: string;
            state: string;
            /** @description The id of the operation that it began. */
            operation?: string;
        };
        /** @description Nodes to which it happened. */
        ProvokedList: {
            value: components["schemas"]["Provoked"][];
        };
        /** @description What shall happen, and where. */
        Provocation: {
            /** @description `preempt`, `fail` and their like: the answer to an unknown one lists them. */
            what: string;
            /** @description The Batch account's name; absent: the first account. */
            account?: string;
            pool: string;
            /** @description Absent: what happens chooses. */
            node?: string;
            /** @description What it fails with, where it is a failure. */
            error?: {
                code: string;
                message?: string;
            };
        };
        /** @description The work that was begun. */
        Maintained: {
            /** @description Its operation's id. */
            operation: string;
        };
        /** @description What a machine shows. */
        ConsoleView: {
            /** @description What it said on its serial port. */
            serial: string;
            /** @description A PNG in base64, where there is a screen. */
            screen?: string;
        };
        /** @description What was kept. */
        Snapshot: {
            name: string;
            /**
             * Format: date-time
             * @description By the time of long work.
             */
            takenAt: string;
            /**
             * Format: int64
             * @description How large the store's part is.
             */
            storeBytes: number;
            /** @description The folders of files that went along. */
            files: string[];
            /** @description What did not go along, and stays as it is or is gone after a restore. */
            leftOut: string[];
        };
        /** @description Snapshots. */
        SnapshotList: {
            value: components["schemas"]["Snapshot"][];
        };
        /** @description What is to be kept. */
        NewSnapshot: {
            /** @description Letters, digits, dots, dashes and underscores. */
            name: string;
            /**
             * @description Whether blobs, queues and tables go along, and the files of nodes of this machine, unless their tasks
             *     have users of their own: what tasks are writing is copied as it is.
             * @default false
             */
            files?: boolean;
        };
        /** @description What a running server says of itself. */
        ServerStatus: {
            version: string;
            /** Format: int32 */
            pid: number;
            /** Format: date-time */
            startedAt: string;
            /** @description Null: nothing is kept. */
            dataDirectory: string | null;
            /**
             * Format: double
             * @description How many times as fast as Azure things last.
             */
            timeScale: number;
            /**
             * Format: date-time
             * @description Where time stands still: what it is.
             */
            frozenAt?: string;
            /**
             * @description How Batch's tasks are kept apart; `simulated`: there are none.
             * @enum {string}
             */
            separation: "uid" | "bwrap" | "none" | "simulated";
            /**
             * @description What runs virtual machines.
             * @enum {string}
             */
            hypervisor: "qemu" | "simulated";
            /** Format: int64 */
            memoryBytes: number;
            /** @description How many there are of each type of Resource Manager's. */
            resources: {
                [key: string]: number;
            };
            /** Format: int32 */
            operationsRunning: number;
        };
        /** @description A subscription that was added. */
        AddedSubscription: {
            displayName: string;
            subscriptionId: string;
        };
        /** @description A subscription that is to be. */
        NewSubscription: {
            displayName: string;
        };
        /**
         * @description As Batch spells it.
         * @enum {string}
         */
        TaskState: "active" | "preparing" | "running" | "completed";
        /**
         * @description As Batch spells it.
         * @enum {string}
         */
        TaskResult: "success" | "failure";
        /**
         * @description An order of tasks.
         * @enum {string}
         */
        TaskOrder: "failedFirst" | "newest";
        /** @description A task in a line. */
        TaskLine: {
            id: string;
            state: components["schemas"]["TaskState"];
            /** Format: date-time */
            stateTransitionTime: string;
            /** Format: date-time */
            creationTime: string;
            result?: components["schemas"]["TaskResult"];
            /** Format: date-time */
            startTime?: string;
            /** Format: date-time */
            endTime?: string;
            /** Format: int32 */
            exitCode?: number;
            failure?: components["schemas"]["ErrorWords"];
            /**
             * Format: int32
             * @description How many attempts it had.
             */
            attempts: number;
            /** Format: int32 */
            retryCount: number;
            /** Format: int32 */
            requeueCount: number;
            /**
             * Format: int32
             * @description Dependencies that are not satisfied.
             */
            waitingFor: number;
            /** @description Where it runs or ran last. */
            pool?: string;
            node?: string;
        };
        /** @description Some of a job's tasks. */
        TaskPage: {
            value: components["schemas"]["TaskLine"][];
            /** @description Where the next page begins; absent: there is none. */
            next?: string;
        };
        /**
         * @description How an attempt ended.
         * @enum {string}
         */
        AttemptEnd: "succeeded" | "failed" | "retried" | "requeued" | "preempted";
        /** @description One attempt of a task. */
        TaskAttempt: {
            /**
             * Format: int32
             * @description Counts from 1.
             */
            attempt: number;
            /** @description Absent: it has not ended. */
            end?: components["schemas"]["AttemptEnd"];
            /**
             * Format: date-time
             * @description Absent: its node was prepared, or is.
             */
            startTime?: string;
            /** Format: date-time */
            endTime?: string;
            /** Format: int32 */
            exitCode?: number;
            failure?: components["schemas"]["ErrorWords"];
            pool?: string;
            node?: string;
        };
        /** @description Attempts of a task. */
        AttemptList: {
            value: components["schemas"]["TaskAttempt"][];
        };
        /** @description Another task, or all tasks whose ids are integers of a range. */
        Dependency: {
            /** @description Absent: a range. */
            task?: string;
            /** Format: int32 */
            first?: number;
            /** Format: int32 */
            last?: number;
            /** @description Of the task; absent: it is not there, or it is a range. */
            state?: components["schemas"]["TaskState"];
            result?: components["schemas"]["TaskResult"];
            /** @description Whether it keeps nothing waiting. */
            satisfied: boolean;
            /**
             * Format: int32
             * @description Of the range: how many do.
             */
            remaining?: number;
        };
        /** @description A task that depends on another. */
        Dependent: {
            task: string;
            state: components["schemas"]["TaskState"];
            result?: components["schemas"]["TaskResult"];
        };
        /** @description A task's place among others. */
        Dependencies: {
            /** @description What it depends on, as it was added. */
            dependsOn: components["schemas"]["Dependency"][];
            /** @description Some of those that depend on it, by id. */
            dependents: components["schemas"]["Dependent"][];
            /** @description Where further dependents begin; absent: there are none. */
            next?: string;
        };
        /** @description What ended in one span. */
        ThroughputSpan: {
            /** Format: date-time */
            from: string;
            /** Format: int32 */
            succeeded: number;
            /** Format: int32 */
            failed: number;
        };
        /** @description How many tasks ended when. */
        Throughput: {
            /**
             * Format: double
             * @description How long each span is.
             */
            spanMs: number;
            /** @description In the order of time, without gaps; empty: no task has ended. */
            value: components["schemas"]["ThroughputSpan"][];
            /** @description Whether tasks ended before these. */
            isCut: boolean;
        };
        /** @description A job in which tasks run. */
        RunningJob: {
            account: string;
            job: string;
            /**
             * Format: int32
             * @description Tasks by their states.
             */
            active: number;
            /** Format: int32 */
            running: number;
            /** Format: int32 */
            succeeded: number;
            /** Format: int32 */
            failed: number;
        };
        /** @description A task that failed, and where it is. */
        FailedTask: {
            account: string;
            job: string;
            id: string;
            state: components["schemas"]["TaskState"];
            /** Format: date-time */
            stateTransitionTime: string;
            /** Format: date-time */
            creationTime: string;
            result?: components["schemas"]["TaskResult"];
            /** Format: date-time */
            startTime?: string;
            /** Format: date-time */
            endTime?: string;
            /** Format: int32 */
            exitCode?: number;
            failure?: components["schemas"]["ErrorWords"];
            /**
             * Format: int32
             * @description How many attempts it had.
             */
            attempts: number;
            /** Format: int32 */
            retryCount: number;
            /** Format: int32 */
            requeueCount: number;
            /**
             * Format: int32
             * @description Dependencies that are not satisfied.
             */
            waitingFor: number;
            /** @description Where it runs or ran last. */
            pool?: string;
            node?: string;
        };
        /** @description What tasks do in all jobs. */
        Activity: {
            /** @description Jobs in which tasks run, those first that were added last. */
            running: components["schemas"]["RunningJob"][];
            /** @description Tasks that failed, those first that failed last. */
            failed: components["schemas"]["FailedTask"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    Clock_Get: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Clock_Freeze: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Clock_Resume: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Clock_Scale: {
        parameters: {
            query: {
                /** @description From a thousandth to a million; 1: at Azure's own pace. */
                factor: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Clock_Step: {
        parameters: {
            query?: {
                /** @description Milliseconds: ten years at most. */
                ms?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Clock_At: {
        parameters: {
            query: {
                /** @description Not before the time that it is, and at most ten years after. */
                time: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Drain_Get: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrainState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Drain_Begin: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrainState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Drain_End: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrainState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Faults_List: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Faults_Add: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Faults_Clear: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Faults_Remove: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from the answer that added it or from the list. */
                faultId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Journal_List: {
        parameters: {
            query?: {
                /** @description How many at most. */
                top?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Journal_Clear: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Journal_Get: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description The number of the call. */
                entryId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalEntry"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Journal_GetHar: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Har"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pacing_Get: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacingState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pacing_Set: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pacing"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pacing"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pacing_Add: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PacingRule"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacingRule"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pacing_Remove: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from the answer that added it or from the list. */
                ruleId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PacingRule"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_List: {
        parameters: {
            query?: {
                /** @description Of this kind alone: `ManagedClusters_Create`, say. */
                kind?: string;
                /** @description On this resource alone: its id, in any case. */
                resource?: string;
                /** @description True: those that have not ended; false: those that have. */
                running?: boolean;
                /** @description How many at most. */
                top?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_Get: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from a list or from the URL of its monitor. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_Hold: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from a list or from the URL of its monitor. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_Release: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from a list or from the URL of its monitor. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_Fail: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from a list or from the URL of its monitor. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErrorWords"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Operations_Cancel: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its id, from a list or from the URL of its monitor. */
                operationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationState"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pools_ListResizes: {
        parameters: {
            query: {
                /** @description The pool's id. */
                pool: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResizeList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Pools_ListAutoScaleRuns: {
        parameters: {
            query: {
                /** @description The pool's id. */
                pool: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoScaleRunList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Search_Find: {
        parameters: {
            query: {
                /** @description Part of an id. */
                id: string;
                /** @description How many of each kind at most. */
                top?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Portal_CreateLink: {
        parameters: {
            query?: {
                /** @description The user's name; absent: the first user. */
                user?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalLink"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Seed_Apply: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeedFile"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Seeded"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Scheduler_Explain: {
        parameters: {
            query: {
                /** @description The job's id. */
                job: string;
                /** @description The task's id; absent: the job's next. */
                task?: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Nodes_Provoke: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Provocation"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvokedList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    ManagedClusters_Maintain: {
        parameters: {
            query: {
                /** @description The cluster's resource id. */
                id: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Maintained"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Console_Show: {
        parameters: {
            query: {
                /** @description The machine's name where only one has it; else its resource id. */
                name: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleView"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Snapshots_List: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Snapshots_Save: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSnapshot"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Snapshots_Restore: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Snapshots_Remove: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description Its name. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Server_Reset: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockTime"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Server_GetStatus: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerStatus"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Subscriptions_Add: {
        parameters: {
            query?: {
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubscription"];
            };
        };
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedSubscription"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Tasks_List: {
        parameters: {
            query: {
                /** @description The job's id. */
                job: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description In this state alone. */
                state?: components["schemas"]["TaskState"];
                /** @description Completed with this result. */
                result?: components["schemas"]["TaskResult"];
                /** @description In their state since then, or later. */
                since?: string;
                /** @description In their state since before then. */
                until?: string;
                /** @description What comes first. */
                order?: components["schemas"]["TaskOrder"];
                /** @description How many at most. */
                top?: number;
                /** @description Those that follow a page: its `next`. */
                after?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Tasks_ListAttempts: {
        parameters: {
            query: {
                /** @description The job's id. */
                job: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description The task's id. */
                task: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptList"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Tasks_ListDependencies: {
        parameters: {
            query: {
                /** @description The job's id. */
                job: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description The task's id. */
                task: string;
                /** @description Dependents that follow: the `next` of the answer before. */
                after?: string;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dependencies"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Tasks_GetThroughput: {
        parameters: {
            query: {
                /** @description The job's id. */
                job: string;
                /** @description The Batch account's name; absent: the first account. */
                account?: string;
                /** @description Spans at most. */
                spans?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Throughput"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
    Tasks_GetActivity: {
        parameters: {
            query?: {
                /** @description How many of each at most. */
                top?: number;
                /** @description The api-version of the call. */
                "api-version"?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An answer with a body. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            /** @description An unexpected error response. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
        };
    };
}
