package chat.parley.server.ops;

import chat.parley.server.account.AccountLimits;
import chat.parley.server.account.Registration;

/**
 * Who may register, and how often things about accounts may be tried.
 *
 * @param registration who gets an account
 * @param limits of wrong passwords and of changes
 */
public record AccountSettings(Registration registration, AccountLimits limits) {}
