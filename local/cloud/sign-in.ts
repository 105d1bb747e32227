import type { Endpoints } from './endpoints.ts';

/** Signs in with email and password, and gives the access token. */
export async function signIn(
  cognito: Endpoints['cognito'],
  user: { readonly email: string; readonly password: string },
): Promise<string> {
  const response = await fetch(cognito.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: cognito.clientId,
      AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
    }),
  });
  const answer = (await response.json()) as {
    AuthenticationResult?: { AccessToken: string };
    message?: string;
  };
  if (!answer.AuthenticationResult)
    throw new Error(`signing in failed: ${answer.message ?? response.status}`);
  return answer.AuthenticationResult.AccessToken;
}
