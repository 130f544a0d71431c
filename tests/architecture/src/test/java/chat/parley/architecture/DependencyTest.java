package chat.parley.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The cut of the modules and packages, as the design draws it. */
@AnalyzeClasses(packages = "chat.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyTest {
    private static final String PROTOCOL = "chat.parley.protocol..";
    private static final String CLIENT = "chat.parley.client..";
    private static final String CONSOLE = "chat.parley.console..";
    private static final String SERVER = "chat.parley.server..";
    private static final String SERVER_LOG = "chat.parley.server.log..";
    private static final String SERVER_SESSION = "chat.parley.server.session..";
    private static final String SERVER_LINK = "chat.parley.server.link..";
    private static final String SERVER_SOCKET = "chat.parley.server.socket..";
    private static final String SERVER_CLUSTER = "chat.parley.server.cluster..";

    @ArchTest
    static final ArchRule protocol_knowsNeitherServersNorClients = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, CONSOLE, SERVER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule protocol_doesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "java.nio.file..", "java.nio.channels..")
                    .or(resideInAPackage("java.net..")))
            .because("servers, clients and simulations run it as it is")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule protocol_hasNoThreads = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.lang\\.Thread|java\\.util\\.Timer|java\\.util\\.concurrent\\..*(Executor|Fork|Future).*")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule protocol_readsNoClock = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("the time is given to it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule client_knowsNeitherServerNorConsole = noClasses()
            .that()
            .resideInAPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVER, CONSOLE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule server_knowsNeitherClientNorConsole = noClasses()
            .that()
            .resideInAPackage(SERVER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLIENT, CONSOLE)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule console_usesOnlyTheClientsApi = noClasses()
            .that()
            .resideInAPackage(CONSOLE)
            .should()
            .dependOnClassesThat(resideInAPackage("chat.parley.client.*..")
                    .and(not(resideInAPackage("chat.parley.client.domain")))
                    .and(not(resideInAPackage("chat.parley.client.lock")))
                    .and(not(resideInAPackage("chat.parley.client.naming")))
                    .or(resideInAPackage(SERVER)))
            .because("what the console needs an app needs too")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule console_knowsOfTheProtocolOnlyWhatTheClientsApiSpeaksOf = classes()
            .that()
            .resideInAPackage(CONSOLE)
            .should()
            .onlyDependOnClassesThat(resideInAPackage("chat.parley.protocol.id..")
                    .or(names(
                            "chat.parley.protocol.account.RecoveryCode",
                            "chat.parley.protocol.account.BadAccountException",
                            "chat.parley.protocol.content.Content$Receipt$State",
                            "chat.parley.protocol.rules.Charter$History",
                            "chat.parley.protocol.rules.Rank",
                            "chat.parley.protocol.trust.SafetyNumber"))
                    .or(not(resideInAPackage(PROTOCOL))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule console_hasNoCycleOfPackages =
            slices().matching("chat.parley.console.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule log_knowsNeitherSessionNorLink = noClasses()
            .that()
            .resideInAPackage(SERVER_LOG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SERVER_SESSION, SERVER_LINK, SERVER_SOCKET, SERVER_CLUSTER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sessionAndLink_doNotKnowEachOther_session = noClasses()
            .that()
            .resideInAPackage(SERVER_SESSION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER_LINK)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sessionAndLink_doNotKnowEachOther_link = noClasses()
            .that()
            .resideInAPackage(SERVER_LINK)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SERVER_SESSION)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule socket_knowsNothingOfChat = noClasses()
            .that()
            .resideInAPackage(SERVER_SOCKET)
            .should()
            .dependOnClassesThat(
                    resideInAPackage(PROTOCOL).or(resideInAPackage(SERVER).and(not(resideInAPackage(SERVER_SOCKET)))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule server_hasNoCycleOfPackages = slices().matching("chat.parley.server.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule libsodium_isNamedByInterfaceInTheLibrary = noClasses()
            .that()
            .resideInAPackage(PROTOCOL)
            .should()
            .dependOnClassesThat(simpleNames("LazySodiumJava", "SodiumJava"))
            .because("Android has another build of it")
            .allowEmptyShould(true);

    /** Settings come through MicroProfile Config on servers, and by the command line in the console. */
    @ArchTest
    static final ArchRule surroundings_A64_turnNothingOnOrOff = noClasses()
            .that(not(names(
                    "chat.parley.console.Main",
                    "chat.parley.console.StandardStreams",
                    "chat.parley.console.command.TypedPath",
                    "chat.parley.client.ParleyClients",
                    "chat.parley.server.ops.SodiumLoader")))
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "getProperties")
            .orShould()
            .callMethod(Boolean.class, "getBoolean", String.class)
            .orShould()
            .callMethod(Integer.class, "getInteger", String.class)
            .orShould()
            .callMethod(Long.class, "getLong", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .because("no flag or variable may change what is checked (A64)");

    private static DescribedPredicate<JavaClass> names(String... names) {
        return describe(
                "are " + String.join(" or ", names), type -> List.of(names).contains(type.getName()));
    }

    private static DescribedPredicate<JavaClass> simpleNames(String... names) {
        return describe(
                "are named " + String.join(" or ", names),
                type -> List.of(names).contains(type.getSimpleName()));
    }
}
