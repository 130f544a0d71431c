package chat.parley.console.domain;

import java.nio.file.Path;

/** What an operator does with a domain key. Failures are exceptions whose message tells a person what to do. */
public interface DomainTools {
    /** Makes a domain key, readable by its owner only. Never overwrites: fails if the file is there. */
    void create(Path key);

    /**
     * Signs a node's certificate and puts it into the node's data folder; makes the folder and the node's own key if they
     * are not there. Repeating it
     * in the same folder renews the certificate and leaves the node's key as it is.
     *
     * @param key the domain key's file
     * @param nodeData the node's data folder
     * @param url where clients and other nodes reach the node, {@code ws://host:port/parley}
     * @param days how long the certificate is good
     */
    void issue(Path key, Path nodeData, String url, int days);

    /**
     * Signs a new certificate for a node that has one, for the same url. Makes no key.
     *
     * @param key the domain key's file
     * @param nodeData the folder with the node's key and certificate
     * @param days how long the certificate is good
     * @return the node's url
     */
    String renew(Path key, Path nodeData, int days);

    /**
     * A code with which one person can register where the operator asks for codes.
     *
     * @param key the domain key's file
     * @param days how long it is good
     */
    String invite(Path key, int days);
}
