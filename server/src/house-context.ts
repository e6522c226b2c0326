import type { AccessRules } from '#kernel/access.js';
import type {
  Change,
  Client,
  Context,
  InstanceFacts,
  ModuleSettings,
  Origin,
  Ports,
  Services,
} from '#kernel/context.js';
import type { Identity } from '#kernel/identity.js';
import type { Module } from '#kernel/module.js';
import type { Logger, SecretCookie } from '#kernel/ports.js';

/** What every context of one house shares. */
export interface Shared {
  readonly instance: InstanceFacts;
  readonly settings: ModuleSettings;
  readonly ports: Ports;
  readonly access: AccessRules;
  readonly log: Logger & { child(facts: object): Logger };
  servicesFor(context: Context): Services;
  changeFor(origin: Origin): Change;
}

/** One request's context. What a small request never asks for (services, a logger, a transaction) is never made. */
export class HouseContext implements Context {
  readonly requestId: string;
  readonly identity: Identity;
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly refreshCookie: SecretCookie;
  readonly deviceCookie: SecretCookie;
  readonly instance: InstanceFacts;
  readonly settings: ModuleSettings;
  readonly ports: Ports;
  readonly access: AccessRules;
  /** What is made at its first use. Not private fields: Apollo copies the context, and those would stay behind. */
  private readonly made: { services?: Services; log?: Logger } = {};

  constructor(
    private readonly shared: Shared,
    { requestId, identity, client, signal, refreshCookie, deviceCookie }: Origin,
  ) {
    this.requestId = requestId;
    this.identity = identity;
    this.client = client;
    this.signal = signal;
    this.refreshCookie = refreshCookie;
    this.deviceCookie = deviceCookie;
    this.instance = shared.instance;
    this.settings = shared.settings;
    this.ports = shared.ports;
    this.access = shared.access;
    Object.freeze(this);
  }

  get log(): Logger {
    return (this.made.log ??= this.shared.log.child({ requestId: this.requestId }));
  }

  get services(): Services {
    return (this.made.services ??= this.shared.servicesFor(this));
  }

  get change(): Change {
    return this.shared.changeFor(this);
  }
}

/** Answers what gives a context its services: each module's are made when they are first asked for. */
export function servicesOf(modules: readonly Module[]): Shared['servicesFor'] {
  class Made {
    readonly made: Record<string, unknown> = {};
    constructor(readonly context: Context) {}
  }
  for (const { name, services: make } of modules) {
    if (!make) continue;
    const get = function (this: Made): unknown {
      return (this.made[name] ??= make(this.context));
    };
    Object.defineProperty(Made.prototype, name, { enumerable: true, get });
  }
  return (context) => new Made(context) as unknown as Services;
}
