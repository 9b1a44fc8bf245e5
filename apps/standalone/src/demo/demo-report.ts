/** A person of the demo, who can sign in. */
export type DemoPerson = { readonly name: string; readonly email: string; readonly role: string };

/** What the demo shows when it is done. */
export type DemoReport = {
  readonly people: readonly DemoPerson[];
  readonly password: string;
  /** Named figures of what ran. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly verifyCommand: string;
};
