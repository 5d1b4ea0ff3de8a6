package lazuli;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.DetailLevel;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.interceptor.BatchClientParallelOptions;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.Certificate;
import com.microsoft.azure.batch.protocol.models.CertificateAddParameter;
import com.microsoft.azure.batch.protocol.models.CertificateFormat;
import com.microsoft.azure.batch.protocol.models.CertificateReference;
import com.microsoft.azure.batch.protocol.models.CertificateState;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNodeReimageOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.ImageReference;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.NodeFile;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import com.microsoft.azure.batch.protocol.models.TaskDependencies;
import com.microsoft.azure.batch.protocol.models.TaskExecutionInformation;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import com.microsoft.azure.batch.protocol.models.TaskState;
import com.microsoft.azure.batch.protocol.models.VirtualMachineConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Batch's work with azure-batch 11, which speaks 2024-07-01.20.0: ten thousand tasks are run, some
 * are terminated, a node is reimaged under them, and a certificate's failed deletion is cancelled.
 */
public final class BatchStory {
    private static final String POOL = "java-pool";
    private static final String JOB = "java-job";
    private static final String SHA1 = "sha1";
    private static final String THUMBPRINT = "47b592796ffc7089d8d43b75f05bd8b984a3d7ad";
    private static final String CER = "MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+";
    private static final int TASKS = Integer.parseInt(System.getenv().getOrDefault("TASKS", "10000"));
    /** Seconds that nothing else on this machine sleeps: the process is found by them. */
    private static final String NAP = String.format("3600.%09d", new Random().nextInt(1_000_000_000));
    private static final BatchClient CLIENT = BatchClient.open(new BatchSharedKeyCredentials(
        System.getenv("AZURE_BATCH_ENDPOINT"),
        System.getenv("AZURE_BATCH_ACCOUNT"),
        System.getenv("AZURE_BATCH_ACCESS_KEY")));
    private static int passed;

    private interface Call {
        void run() throws IOException;
    }

    private static void check(String what, boolean ok) {
        if (!ok) {
            throw new AssertionError(what);
        }
        passed++;
        System.out.println("ok " + passed + " " + what);
    }

    /** The status and the code with which a call is refused. */
    private static String refused(Call call) throws IOException {
        try {
            call.run();
        } catch (BatchErrorException refusal) {
            String code = refusal.body() == null ? "" : " " + refusal.body().code();
            return refusal.response().code() + code;
        }
        throw new AssertionError("the call was not refused");
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.currentTimeMillis() + 300_000;
        while (!condition.call()) {
            if (System.currentTimeMillis() > end) {
                throw new AssertionError(what + " did not come true");
            }
            Thread.sleep(100);
        }
    }

    private static boolean takesTheNap(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).equals("sleep\0" + NAP + "\0");
        } catch (IOException | UncheckedIOException ended) {
            return false;
        }
    }

    /** How many processes of this machine take the long nap. */
    private static long naps() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                .filter(BatchStory::takesTheNap)
                .count();
        }
    }

    private static Certificate certificate() throws IOException {
        return CLIENT.certificateOperations().getCertificate(SHA1, THUMBPRINT);
    }

    private static CloudTask task(String id) throws IOException {
        return CLIENT.taskOperations().getTask(JOB, id);
    }

    private static TaskAddParameter aTask(String id, String commandLine) {
        return new TaskAddParameter().withId(id).withCommandLine(commandLine);
    }

    private static void makePool() throws Exception {
        CLIENT.certificateOperations().createCertificate(new CertificateAddParameter()
            .withThumbprint(THUMBPRINT)
            .withThumbprintAlgorithm(SHA1)
            .withData(CER)
            .withCertificateFormat(CertificateFormat.CER));
        CLIENT.poolOperations().createPool(new PoolAddParameter()
            .withId(POOL)
            .withVmSize("Standard_D2s_v3")
            .withVirtualMachineConfiguration(new VirtualMachineConfiguration()
                .withImageReference(new ImageReference()
                    .withPublisher("canonical")
                    .withOffer("0001-com-ubuntu-server-jammy")
                    .withSku("22_04-lts"))
                .withNodeAgentSKUId("batch.node.ubuntu 22.04"))
            .withTargetDedicatedNodes(2)
            .withTaskSlotsPerNode(4)
            .withCertificateReferences(List.of(new CertificateReference()
                .withThumbprint(THUMBPRINT)
                .withThumbprintAlgorithm(SHA1))));
        until("idle nodes", () -> CLIENT.computeNodeOperations().listComputeNodes(POOL).stream()
            .filter(node -> node.state() == ComputeNodeState.IDLE).count() == 2);
        CloudPool pool = CLIENT.poolOperations().getPool(POOL);
        check("the pool is steady", pool.allocationState() == AllocationState.STEADY);
        check("and has its nodes", pool.currentDedicatedNodes() == 2);
    }

    /** Cancels a deletion that fails because the pool uses the certificate. */
    private static void cancelDeletion() throws Exception {
        var certificates = CLIENT.certificateOperations();
        certificates.deleteCertificate(SHA1, THUMBPRINT);
        check("a deletion that goes on cannot be cancelled",
            refused(() -> certificates.cancelDeleteCertificate(SHA1, THUMBPRINT))
                .equals("409 CertificateBeingDeleted"));
        until("the deletion's failure", () -> certificate().state() == CertificateState.DELETE_FAILED);
        var why = certificate().deleteCertificateError();
        check("its deletion fails for the pool", why.code().equals("PoolsReferencingCertificate"));
        check("which is named", why.values().get(0).value().equals(POOL));
        certificates.cancelDeleteCertificate(SHA1, THUMBPRINT);
        check("cancelled, it is active", certificate().state() == CertificateState.ACTIVE);
        check("and there is nothing left to cancel",
            refused(() -> certificates.cancelDeleteCertificate(SHA1, THUMBPRINT))
                .equals("409 CertificateStateActive"));
    }

    private static void addTasks() throws Exception {
        CLIENT.jobOperations().createJob(new JobAddParameter()
            .withId(JOB)
            .withPoolInfo(new PoolInformation().withPoolId(POOL))
            .withUsesTaskDependencies(true));
        String nap = "/bin/sh -c 'touch $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID; exec sleep " + NAP + "'";
        var tasks = CLIENT.taskOperations();
        tasks.createTask(JOB, aTask("nap0", nap));
        tasks.createTask(JOB, aTask("nap1", nap));
        tasks.createTask(JOB, aTask("waits", "/bin/true")
            .withDependsOn(new TaskDependencies().withTaskIds(List.of("nap1"))));
        until("two sleeping processes", () -> naps() == 2);
        check("tasks are processes of this machine", true);
        List<TaskAddParameter> many = new ArrayList<>();
        for (int n = 0; n < TASKS; n++) {
            many.add(aTask("task" + n, "/bin/sh -c 'echo I am $AZ_BATCH_TASK_ID'"));
        }
        // With one thread, the default, the client can miss that thread's end and wait for ever.
        tasks.createTasks(JOB, many, List.of(new BatchClientParallelOptions(10)));
        check("all tasks are added", true);
    }

    /** Ends a task that waits and one that runs. */
    private static void terminate() throws Exception {
        var tasks = CLIENT.taskOperations();
        tasks.terminateTask(JOB, "waits");
        CloudTask waited = task("waits");
        check("a task is terminated before it starts", waited.state() == TaskState.COMPLETED);
        check("so it has no start", waited.executionInfo().startTime() == null);
        tasks.terminateTask(JOB, "nap0");
        TaskExecutionInformation ended = task("nap0").executionInfo();
        check("a running task is terminated", ended.result() == TaskExecutionResult.FAILURE);
        check("and the reason says so", ended.failureInfo().code().equals("TaskEnded"));
        check("once", refused(() -> tasks.terminateTask(JOB, "nap0")).equals("409 TaskCompleted"));
        until("the end of its process", () -> naps() == 1);
    }

    /** Wipes the node under the other nap and answers its id: its files go, and the task runs again. */
    private static String reimage() throws Exception {
        var nodes = CLIENT.computeNodeOperations();
        String node = task("nap1").nodeInfo().nodeId();
        String mark = "shared/nap1";
        check("the task left a file on its node",
            CLIENT.fileOperations().getFilePropertiesFromComputeNode(POOL, node, mark).contentLength() == 0);
        // The client cannot leave the option out.
        Call requeue = () -> nodes.reimageComputeNode(POOL, node, ComputeNodeReimageOption.REQUEUE);
        requeue.run();
        check("the node is reimaged",
            nodes.getComputeNode(POOL, node).state() == ComputeNodeState.REIMAGING);
        check("once", refused(requeue).equals("409 NodeBeingReimaged"));
        until("the node's return", () ->
            Set.of(ComputeNodeState.IDLE, ComputeNodeState.RUNNING)
                .contains(nodes.getComputeNode(POOL, node).state()));
        until("the second run", () -> task("nap1").state() == TaskState.RUNNING);
        until("the second process", () -> naps() == 1);
        CloudTask rerun = task("nap1");
        check("the task runs again", rerun.executionInfo().retryCount() == 0);
        if (!rerun.nodeInfo().nodeId().equals(node)) {
            String gone = refused(() ->
                CLIENT.fileOperations().getFilePropertiesFromComputeNode(POOL, node, mark));
            check("the node forgot its files", gone.startsWith("404"));
        }
        CLIENT.taskOperations().terminateTask(JOB, "nap1");
        return node;
    }

    /** Waits for the end of all tasks and looks at what they left, other than on the reimaged node. */
    private static void account(String reimaged) throws Exception {
        until("the end of all tasks", () -> {
            TaskCounts counts = CLIENT.jobOperations().getTaskCounts(JOB);
            return counts.active() + counts.running() == 0;
        });
        TaskCounts counts = CLIENT.jobOperations().getTaskCounts(JOB);
        check("every task is accounted for", counts.succeeded() == TASKS && counts.failed() == 3);
        DetailLevel failures = new DetailLevel.Builder()
            .withFilterClause("executionInfo/result eq 'failure'").withSelectClause("id,state").build();
        Set<String> failed = CLIENT.taskOperations().listTasks(JOB, failures).stream()
            .map(CloudTask::id).collect(Collectors.toSet());
        check("those that failed are found", failed.equals(Set.of("nap0", "nap1", "waits")));
        Set<String> listed = new HashSet<>();
        List<String> kept = new ArrayList<>();
        for (CloudTask one : CLIENT.taskOperations().listTasks(JOB)) {
            listed.add(one.id());
            if (one.id().startsWith("task") && !one.nodeInfo().nodeId().equals(reimaged)) {
                kept.add(one.id());
            }
        }
        check("a list of all has many pages", listed.size() == TASKS + 3);
        for (int at : new int[] {0, kept.size() / 2, kept.size() - 1}) {
            String id = kept.get(at);
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            CLIENT.fileOperations().getFileFromTask(JOB, id, "stdout.txt", output);
            check(id + " said its name",
                output.toString(StandardCharsets.UTF_8).equals("I am " + id + "\n"));
        }
        Set<String> names = CLIENT.fileOperations().listFilesFromTask(JOB, kept.get(0), true, null).stream()
            .map(NodeFile::name).collect(Collectors.toSet());
        check("its files are listed", names.containsAll(Set.of("stdout.txt", "stderr.txt", "wd")));
    }

    /** Deletes everything and waits until it is gone. */
    private static void remove() throws Exception {
        CLIENT.jobOperations().deleteJob(JOB);
        CLIENT.poolOperations().deletePool(POOL);
        until("the job's end", () -> CLIENT.jobOperations().listJobs().isEmpty());
        until("the pool's end", () -> !CLIENT.poolOperations().existsPool(POOL));
        CLIENT.certificateOperations().deleteCertificate(SHA1, THUMBPRINT);
        until("the certificate's end", () -> CLIENT.certificateOperations().listCertificates().isEmpty());
        check("job, pool and certificate are gone", naps() == 0);
    }

    public static void main(String[] args) throws Exception {
        makePool();
        cancelDeletion();
        addTasks();
        terminate();
        account(reimage());
        remove();
        System.out.println(passed + " passed, 0 failed");
        // Its HTTP client's threads would keep the program alive for a minute.
        System.exit(0);
    }
}
