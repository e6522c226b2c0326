import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Member, Public } from '#kernel/access.js';
import type { Context } from '#kernel/context.js';
import { assertArgument } from '#kernel/input.js';
import { AuthPayload, deliver, type TokenTransport } from '#modules/sessions/index.js';
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

@Resolver()
export class AuthResolver {
  @Public()
  @Mutation(() => RegisterPayload)
  async register(
    @Ctx() context: Context,
    @Arg('input', () => RegisterInput) input: RegisterInput,
  ): Promise<RegisterPayload> {
    const tokens = await context.services.auth.register(input);
    return { auth: deliver(context, tokens, input.transport ?? 'COOKIE'), confirmationSent: false };
  }

  @Public()
  @Mutation(() => LoginPayload)
  async login(@Ctx() context: Context, @Arg('input', () => LoginInput) input: LoginInput): Promise<LoginPayload> {
    const tokens = await context.services.auth.login(input);
    return { auth: deliver(context, tokens, input.transport ?? 'COOKIE'), mfaChallenge: null };
  }

  @Member()
  @Mutation(() => AuthPayload, { description: 'Proves the password again; the new access token is fresh.' })
  async confirmPassword(
    @Ctx() context: Context,
    @Arg('password', () => String) password: string,
  ): Promise<AuthPayload> {
    assertArgument('password', presentedPassword, password);
    return deliver(context, await context.services.auth.confirmPassword(password), sameWay(context));
  }

  @Member()
  @Mutation(() => AuthPayload, { description: 'Ends every other session.' })
  async changePassword(
    @Ctx() context: Context,
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
  ): Promise<AuthPayload> {
    return deliver(context, await context.services.auth.changePassword(input), sameWay(context));
  }

  @Member()
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
