import { Box } from '@mantine/core';
import { Route, Switch } from 'wouter';
import { ChannelDetail } from './ChannelDetail.tsx';
import { ChannelList } from './ChannelList.tsx';
import { ChoicesPage } from './ChoicesPage.tsx';
import { ConnectPage } from './ConnectPage.tsx';

/** The platform accounts of the workspace: all of them, one of them, and connecting another one. */
export default function ChannelsPage() {
  return (
    <Box p="md" maw={960}>
      <Switch>
        <Route path="/app/channels/connect" component={ConnectPage} />
        <Route path="/app/channels/:id/choices">{({ id }) => <ChoicesPage id={id} key={id} />}</Route>
        <Route path="/app/channels/:id">{({ id }) => <ChannelDetail id={id} key={id} />}</Route>
        <Route component={ChannelList} />
      </Switch>
    </Box>
  );
}
