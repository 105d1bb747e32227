import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';

/** How long a token that got into the wrong hands is worth something. */
const TOKEN_LIFETIME = Duration.minutes(60);
/** A working day, after which an agent signs in again. */
const SESSION_LIFETIME = Duration.hours(12);

const STRONG: cognito.PasswordPolicy = {
  minLength: 12,
  requireDigits: true,
  requireLowercase: true,
  requireUppercase: true,
  requireSymbols: true,
  tempPasswordValidity: Duration.days(3),
};
/** As little as a user pool takes. */
const SEEDED: cognito.PasswordPolicy = {
  minLength: 6,
  requireDigits: false,
  requireLowercase: false,
  requireUppercase: false,
  requireSymbols: false,
};

/** The people who work with KaoJai, and the app that they sign in with. Nobody signs up: owners and admins invite. */
export class AgentDirectory extends Construct {
  readonly pool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: StageSettings }) {
    super(scope, id);
    const { retain, deletionProtection } = settings.stateful;
    this.pool = new cognito.UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      passwordPolicy: settings.passwords === 'strong' ? STRONG : SEEDED,
      mfa: settings.requireMfa ? cognito.Mfa.REQUIRED : cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      deletionProtection,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.client = this.pool.addClient('Console', {
      authFlows: { userPassword: true, userSrp: true },
      generateSecret: false,
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: TOKEN_LIFETIME,
      idTokenValidity: TOKEN_LIFETIME,
      refreshTokenValidity: SESSION_LIFETIME,
    });
    this.#acknowledge(settings);
  }

  #acknowledge({ requireMfa, passwords }: StageSettings): void {
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus tier sells adaptive sign-in per user and month. Here nobody signs up, passwords are long, the second factor is ' +
        'required in production, and API Gateway throttles.',
    });
    if (passwords === 'seeded') {
      Validations.of(this.pool).acknowledge({
        id: 'AwsSolutions-COG1',
        reason: 'Only on one machine, with invented people whose passwords a seed file chooses.',
      });
    }
    if (requireMfa) return;
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG2',
      reason: 'This stage holds no real customers; the setting requireMfa decides, and production has it on.',
    });
  }
}
