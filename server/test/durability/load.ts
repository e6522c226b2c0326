import { aSignUp } from '#test/builders.js';
import type { Tokens } from '#test/threats/device.js';
import { askAt, type BuiltAnswer } from './built-server.js';

export const acts = ['register', 'profile', 'personal', 'refresh', 'leave'] as const;
export type Act = (typeof acts)[number];

/** How an act ended for whoever asked: acknowledged, refused for now (503), or never answered. */
export type Outcome = 'done' | 'refused' | 'lost';

/** What may be true of something that changes: one thing once it was acknowledged, both while nobody can know. */
export class Possible<T> {
  #values: readonly T[];

  constructor(now: T) {
    this.#values = [now];
  }

  get values(): readonly T[] {
    return this.#values;
  }

  become(value: T, outcome: Outcome): void {
    this.#values = outcome === 'done' ? [value] : [...this.#values, value];
  }
}

/** Somebody under load, and what was acknowledged to them. */
export interface Subject {
  readonly input: ReturnType<typeof aSignUp>;
  id: string | null;
  tokens: Tokens;
  readonly life: Possible<'here' | 'gone'>;
  readonly bio: Possible<string | null>;
  /** Two fields that change together. */
  readonly personal: Possible<string | null>;
}

const texts = {
  register: `mutation ($input: RegisterInput!) {
    register(input: $input) { auth { accessToken refreshToken user { id } } }
  }`,
  profile: 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { bio } }',
  personal: 'mutation ($input: UpdatePersonalDataInput!) { updatePersonalData(input: $input) { city legalName } }',
  refresh: 'mutation ($input: RefreshInput!) { refresh(input: $input) { accessToken refreshToken } }',
  leave: 'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }',
} as const satisfies Record<Act, string>;

/** Numbers that come again with the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Registered {
  readonly register: { readonly auth: Tokens & { readonly user: { readonly id: string } } };
}

/** People who sign up, change what is kept of them, refresh and leave, several at once. */
export class Load {
  readonly subjects: Subject[] = [];
  readonly counts: Record<Act, Record<Outcome, number>>;
  /** Answers that there should not be: neither a success nor a refusal for now. */
  readonly surprises: object[] = [];
  readonly #pools: Subject[][];
  readonly #touched = new Set<Subject>();
  #values = 0;

  constructor(
    private readonly random: () => number,
    clients: number,
    /** Which share of the acts is a leave. */
    public leaving = 0.1,
  ) {
    this.#pools = Array.from({ length: clients }, () => []);
    const none = () => ({ done: 0, refused: 0, lost: 0 });
    this.counts = { register: none(), profile: none(), personal: none(), refresh: none(), leave: none() };
  }

  /** How often something ended so. */
  count(outcome: Outcome): number {
    return acts.reduce((sum, act) => sum + this.counts[act][outcome], 0);
  }

  /** Who has asked for something since this was asked last. */
  takeTouched(): Subject[] {
    const touched = [...this.#touched];
    this.#touched.clear();
    return touched;
  }

  /** All clients act until it is over; each has people of its own, and knows what came of one act before the next. */
  async run(port: number, isOver: () => boolean): Promise<void> {
    await Promise.all(
      this.#pools.map(async (own) => {
        while (!isOver()) await this.#step(port, own);
      }),
    );
  }

  async #step(port: number, own: Subject[]): Promise<void> {
    const chance = this.random();
    const subject = own[Math.floor(this.random() * own.length)];
    if (!subject || chance < 0.2) {
      const { outcome, subject: made } = await this.register(port);
      if (outcome === 'done') own.push(made);
      return;
    }
    const act = (['profile', 'personal', 'refresh'] as const)[Math.floor(this.random() * 3)] ?? 'profile';
    const isLeaving = chance > 1 - this.leaving && own.length > 1;
    await this.act(port, isLeaving ? 'leave' : act, subject);
    // Whoever asked to go asks for nothing more, whatever they were told.
    if (isLeaving) own.splice(own.indexOf(subject), 1);
  }

  async register(port: number): Promise<{ outcome: Outcome; subject: Subject }> {
    const input = aSignUp({ transport: 'BODY' });
    const subject: Subject = {
      input,
      id: null,
      tokens: { accessToken: '', refreshToken: '' },
      life: new Possible<'here' | 'gone'>('gone'),
      bio: new Possible<string | null>(null),
      personal: new Possible<string | null>(null),
    };
    this.subjects.push(subject);
    this.#touched.add(subject);
    const { outcome, data } = await this.#ask<Registered>(port, 'register', input);
    subject.life.become('here', outcome);
    if (data) {
      const { user, ...tokens } = data.register.auth;
      Object.assign(subject, { id: user.id, tokens });
    }
    return { outcome, subject };
  }

  /** Does something as somebody who has signed up. */
  async act(port: number, act: Exclude<Act, 'register'>, subject: Subject): Promise<Outcome> {
    const value = `value ${(this.#values += 1)}`;
    this.#touched.add(subject);
    const { password, pseudo } = subject.input;
    if (act === 'refresh') {
      const input = { refreshToken: subject.tokens.refreshToken };
      const { outcome, data } = await this.#ask<{ refresh: Tokens }>(port, act, input);
      if (data) subject.tokens = data.refresh;
      return outcome;
    }
    const input = {
      profile: { bio: value },
      personal: { city: value, legalName: value },
      leave: { password, confirmation: pseudo },
    }[act];
    const { outcome } = await this.#ask(port, act, input, subject.tokens);
    if (act === 'leave') subject.life.become('gone', outcome);
    else subject[act === 'profile' ? 'bio' : 'personal'].become(value, outcome);
    return outcome;
  }

  async #ask<Data>(
    port: number,
    act: Act,
    input: object,
    tokens?: Tokens,
  ): Promise<{ outcome: Outcome; data: Data | null }> {
    const headers = tokens ? { authorization: `Bearer ${tokens.accessToken}` } : {};
    const answer = await askAt<Data>(port, texts[act], { input }, headers).catch(() => null);
    const outcome = this.#outcomeOf(act, answer);
    this.counts[act][outcome] += 1;
    return { outcome, data: outcome === 'done' ? (answer?.data ?? null) : null };
  }

  #outcomeOf(act: Act, answer: BuiltAnswer<unknown> | null): Outcome {
    if (!answer) return 'lost';
    const { status, code } = answer;
    if (status === 200 && code === null) return 'done';
    if (status !== 503 || code !== 'UNAVAILABLE') this.surprises.push({ act, status, code });
    return 'refused';
  }
}
