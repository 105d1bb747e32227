import { type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import type { UserDirectory } from '../ports/user-directory.ts';

/** Members' accounts in the Cognito user pool. */
export class CognitoDirectory implements UserDirectory {
  readonly #aws: AwsCaller;
  readonly #userPoolId: string;

  constructor(aws: AwsCaller, userPoolId: string) {
    this.#aws = aws;
    this.#userPoolId = userPoolId;
  }

  async delete(userId: string): Promise<void> {
    const input = { UserPoolId: this.#userPoolId, Username: userId };
    try {
      await this.#aws.send({
        service: 'cognito-idp',
        target: 'AWSCognitoIdentityProviderService.AdminDeleteUser',
        body: JSON.stringify(input),
      });
    } catch (error) {
      if (!(error instanceof AwsRefusal && error.type === 'UserNotFoundException')) throw error;
    }
  }
}
