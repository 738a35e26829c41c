package io.parley.tools.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "93.184.216.34,PUBLIC",
        "2606:2800:220:1::1,PUBLIC",
        "10.1.2.3,PRIVATE",
        "172.16.0.1,PRIVATE",
        "172.32.0.1,PUBLIC",
        "192.168.1.1,PRIVATE",
        "100.64.0.1,PRIVATE",
        "198.18.0.1,PRIVATE",
        "fd12::1,PRIVATE",
        "fec0::1,PRIVATE",
        "127.0.0.1,LOOPBACK",
        "127.9.9.9,LOOPBACK",
        "::1,LOOPBACK",
        "169.254.169.254,FORBIDDEN",
        "169.254.170.2,FORBIDDEN",
        "168.63.129.16,FORBIDDEN",
        "100.100.100.200,FORBIDDEN",
        "192.0.0.192,FORBIDDEN",
        "0.0.0.0,FORBIDDEN",
        "255.255.255.255,FORBIDDEN",
        "224.0.0.1,FORBIDDEN",
        "fe80::1,FORBIDDEN",
        "ff02::1,FORBIDDEN",
        "::,FORBIDDEN",
        "fd00:ec2::254,FORBIDDEN",
        "fd20:ce::254,FORBIDDEN",
        "::ffff:169.254.169.254,FORBIDDEN",
        "::169.254.169.254,FORBIDDEN",
        "64:ff9b::a9fe:a9fe,FORBIDDEN",
        "64:ff9b::5db8:d822,PUBLIC",
        "64:ff9b:1::1,FORBIDDEN",
        "2002:a9fe:a9fe::1,FORBIDDEN",
        "2001:0:1::1,FORBIDDEN"
    })
    void knowsWhereAnAddressLeads(String address, Reach reach) throws UnknownHostException {
        assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(reach);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "10.0.0.1", "127.0.0.1", "::1", "0.0.0.0"})
    void refusesANameThatLeadsInside(String address) {
        AllowedAddresses allowed = new AllowedAddresses(Set.of(), host -> all("93.184.216.34", address));

        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> allowed.of("rebound.example"))
                .withMessageContaining("rebound.example");
    }

    @Test
    void letsAListedHostBePrivateButNothingElse() throws UnknownHostException {
        AllowedAddresses allowed = new AllowedAddresses(
                Set.of("shop.internal"),
                host -> all(host.toLowerCase(Locale.ROOT).equals("shop.internal") ? "10.0.0.1" : "10.0.0.2"));
        AllowedAddresses metadata = new AllowedAddresses(Set.of("shop.internal"), host -> all("169.254.169.254"));

        assertThat(allowed.of("Shop.internal").getHostAddress()).isEqualTo("10.0.0.1");
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> allowed.of("other.internal"));
        assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> metadata.of("shop.internal"));
    }

    @Test
    void letsThisMachineBeCalledByItsOwnAddressOnly() throws UnknownHostException {
        AllowedAddresses allowed = new AllowedAddresses(Set.of());

        assertThat(allowed.of("127.0.0.1").getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(new AllowedAddresses(Set.of(), host -> all("127.0.0.1")).of("localhost"))
                .isEqualTo(InetAddress.getByName("127.0.0.1"));
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> new AllowedAddresses(Set.of(), host -> all("127.0.0.1")).of("2130706433"));
    }

    private static InetAddress[] all(String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
    }
}
