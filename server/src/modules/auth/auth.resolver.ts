import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Member, Public } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { assertArgument } from '#kernel/input.js';
import { ChecksSecret, PerAddress, type AddressLimit } from '#kernel/limits.js';
import { AuthPayload, deliver, type IssuedTokens, type TokenTransport } from '#modules/sessions/index.js';
import {
  ChangePasswordInput,
  DeleteAccountInput,
  LoginInput,
  presentedPassword,
  RegisterInput,
} from './auth.inputs.js';
import { LoginPayload, RegisterPayload } from './auth.type.js';

/** A browser that holds the cookie gets its next token there too; a program gets it in the payload. */
const sameWay = ({ refreshCookie }: Context): TokenTransport => (refreshCookie.read() ? 'COOKIE' : 'BODY');

/** Whoever guesses from an address keeps nobody out of a browser that knows them. */
const wrongPasswords: AddressLimit = {
  name: 'password',
  tries: 30,
  perSeconds: 300,
  countsOn: ['INVALID_CREDENTIALS'],
  spares: ({ services }, { input }) => services.auth.isKnownBrowser((input as LoginInput).identifier),
};

/** Hands the tokens of a sign-in over; a browser is known from now on. */
function handOver(context: Context, tokens: IssuedTokens, transport: TokenTransport): AuthPayload {
  const payload = deliver(context, tokens, transport);
  if (transport === 'COOKIE') context.services.auth.devices.remember(tokens.user.id);
  return payload;
}

@Resolver()
export class AuthResolver {
  @Public()
  @ChecksSecret('input.password')
  @PerAddress({ name: 'register', tries: 10, perSeconds: 3_600 })
  @Mutation(() => RegisterPayload)
  async register(
    @Ctx() context: Context,
    @Arg('input', () => RegisterInput) input: RegisterInput,
  ): Promise<RegisterPayload> {
    const tokens = await context.services.auth.register(input);
    return { auth: handOver(context, tokens, input.transport ?? 'COOKIE'), confirmationSent: false };
  }

  @Public()
  @ChecksSecret('input.password')
  @PerAddress(wrongPasswords)
  @Mutation(() => LoginPayload)
  async login(@Ctx() context: Context, @Arg('input', () => LoginInput) input: LoginInput): Promise<LoginPayload> {
    const tokens = await context.services.auth.login(input);
    return { auth: handOver(context, tokens, input.transport ?? 'COOKIE'), mfaChallenge: null };
  }

  @Member()
  @ChecksSecret('password')
  @Mutation(() => AuthPayload, { description: 'Proves the password again; the new access token is fresh.' })
  async confirmPassword(
    @Ctx() context: Context,
    @Arg('password', () => String) password: string,
  ): Promise<AuthPayload> {
    assertArgument('password', presentedPassword, password);
    return deliver(context, await context.services.auth.confirmPassword(password), sameWay(context));
  }

  @Member()
  @ChecksSecret('input.currentPassword')
  @Mutation(() => AuthPayload, { description: 'Ends every other session.' })
  async changePassword(
    @Ctx() context: Context,
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
  ): Promise<AuthPayload> {
    return handOver(context, await context.services.auth.changePassword(input), sameWay(context));
  }

  @Member()
  @ChecksSecret('input.password')
  @Mutation(() => Boolean, { description: "For good: the sessions, the profile, and the key of the person's data." })
  async deleteAccount(
    @Ctx() { refreshCookie, services }: Context,
    @Arg('input', () => DeleteAccountInput) input: DeleteAccountInput,
  ): Promise<boolean> {
    await services.auth.deleteAccount(input);
    refreshCookie.forget();
    return true;
  }
}
