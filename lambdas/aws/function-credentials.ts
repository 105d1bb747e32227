/**
 * Lambda gives a function its credentials as environment variables. The build puts this in the place of the SDK's default chain, whose other
 * sources (files, SSO, instance metadata) a function never has and which make up a fifth of a bundle.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
