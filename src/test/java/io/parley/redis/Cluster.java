package io.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three nodes, each of which serves a third of the slots. */
public final class Cluster implements Servers {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    private final Vertx vertx;
    private final List<ClusterNode> nodes;
    private final List<Redis> clients;

    private Cluster(Vertx vertx, List<ClusterNode> nodes) {
        this.vertx = vertx;
        this.nodes = new ArrayList<>(nodes);
        this.clients = nodes.stream()
                .map(node -> Redis.createClient(vertx, node.address().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static Cluster start(Vertx vertx) {
        Cluster cluster = new Cluster(
                vertx, Stream.generate(ClusterNode::start).limit(NODES).toList());
        IntStream.range(0, NODES).forEach(cluster::join);
        cluster.awaitAgreement();
        return cluster;
    }

    private void join(int number) {
        Redis node = clients.get(number);
        ask(node, "SET-CONFIG-EPOCH", Integer.toString(number + 1));
        ask(
                node,
                Stream.concat(
                                Stream.of("ADDSLOTS"),
                                IntStream.range(SLOTS * number / NODES, SLOTS * (number + 1) / NODES)
                                        .mapToObj(Integer::toString))
                        .toArray(String[]::new));
        ask(node, "MEET", "127.0.0.1", Integer.toString(nodes.get(0).port()));
    }

    private void awaitAgreement() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(clients).allSatisfy(node -> assertThat(ask(node, "INFO"))
                        .contains(
                                "cluster_state:ok",
                                "cluster_slots_ok:" + SLOTS,
                                "cluster_known_nodes:" + nodes.size())));
    }

    private static String ask(Redis node, String... arguments) {
        Request request = Request.cmd(Command.CLUSTER);
        Stream.of(arguments).forEach(request::arg);
        return node.send(request).await().atMost(Duration.ofSeconds(5)).toString();
    }

    private static String info(Redis node) {
        return node.send(Request.cmd(Command.INFO).arg("replication"))
                .await()
                .atMost(Duration.ofSeconds(5))
                .toString();
    }

    @Override
    public List<URI> addresses() {
        return nodes.stream().map(ClusterNode::address).toList();
    }

    @Override
    public List<Redis> clients() {
        return clients;
    }

    @Override
    public void goAway() {
        nodes.forEach(ClusterNode::goAway);
    }

    @Override
    public void comeBack() {
        nodes.forEach(ClusterNode::forget);
        nodes.forEach(ClusterNode::comeBack);
        awaitAgreement();
    }

    /** Gives a node a replica. When this returns, the replica has all data. */
    public void replicate(int number) {
        ClusterNode replica = ClusterNode.start();
        Redis client = Redis.createClient(vertx, replica.address().toString());
        nodes.add(replica);
        clients.add(client);
        String master = ask(clients.get(number), "MYID");
        ask(client, "MEET", "127.0.0.1", Integer.toString(nodes.get(number).port()));
        awaitAgreement();
        ask(client, "REPLICATE", master);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(info(client)).contains("master_link_status:up");
            assertThat(clients)
                    .allSatisfy(node -> assertThat(ask(node, "NODES")).contains("slave " + master));
        });
    }

    /** Lets a node change roles with its replica, which was started last. */
    public void handOver(int number) {
        Redis replica = clients.get(clients.size() - 1);
        ask(replica, "FAILOVER");
        await().untilAsserted(() -> {
            assertThat(info(replica)).contains("role:master");
            assertThat(info(clients.get(number))).contains("role:slave");
        });
    }

    public void kill(int number) {
        nodes.get(number).goAway();
    }

    /** Starts a node again with its data. */
    public void revive(int number) {
        nodes.get(number).comeBack();
    }

    /** Returns the number of keys on each node. */
    public List<Integer> sizes() {
        return clients.stream()
                .map(node -> node.send(Request.cmd(Command.DBSIZE)).await().atMost(Duration.ofSeconds(5)))
                .map(Response::toInteger)
                .toList();
    }

    @Override
    public void stop() {
        clients.forEach(Redis::close);
        nodes.forEach(ClusterNode::stop);
    }
}
