import type { z } from 'zod';

/** One variable of the environment: how it is read and what it means. */
export type Setting<T> = {
  readonly env: string;
  /** What the value means, as a sentence of the configuration page. */
  readonly help: string;
  readonly schema: z.ZodType<T>;
  /** Text taken when the variable is absent or empty; no text means the value is then `undefined`. */
  readonly fallback: string | undefined;
  readonly isSecret: boolean;
};

/** Settings, in groups. */
export type SettingTree = { readonly [name: string]: Setting<unknown> | SettingTree };

/** What a tree of settings is parsed to. */
export type Values<Tree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends Setting<infer T> ? T : Values<Tree[Name]>;
};

/** A variable with a default. */
export function setting<T>(env: string, schema: z.ZodType<T>, fallback: string, help: string): Setting<T> {
  return { env, schema, fallback, help, isSecret: false };
}

/** A variable that may stay unset. */
export function optional<T>(env: string, schema: z.ZodType<T>, help: string): Setting<T | undefined> {
  return { env, schema: schema.optional(), fallback: undefined, help, isSecret: false };
}

/** Marks a variable whose value is never shown. */
export function secret<T>(of: Setting<T>): Setting<T> {
  return { ...of, isSecret: true };
}

/** Whether a node of the tree is one variable. */
function isSetting(node: Setting<unknown> | SettingTree): node is Setting<unknown> {
  return typeof node['env'] === 'string';
}

/** Every variable with its path in the tree, in order. */
export function flatten(
  tree: SettingTree,
  above: readonly string[] = [],
): { path: readonly string[]; of: Setting<unknown> }[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const path = [...above, name];
    return isSetting(node) ? [{ path, of: node }] : flatten(node, path);
  });
}
