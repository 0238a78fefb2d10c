metadata description = 'What each step of redundancy means: the one place where it is decided. Every other file only reads it.'

@description('How much may break before Steward stops: a machine (none), a zone (zone), a region (region).')
@export()
type level = 'none' | 'zone' | 'region'

@description('What follows from a level.')
@export()
type setting = {
  @description('Replication of the state account. No immutability lies there, so that it can be failed over by hand.')
  stateSku: string

  @description('Replication of the evidence and vault accounts. Readable in the second region where there is one, since accounts with immutability cannot be failed over by hand.')
  evidenceSku: string

  @description('True: plan and antivirus are spread over the zones of the region.')
  zoneRedundant: bool

  @description('Instances that are always ready for HTTP. A zone-redundant plan takes no fewer than two.')
  httpInstances: int

  @description('Instances that are always ready for orchestrations. In the step region they hold the task hub where the primary is; 0 otherwise.')
  durableInstances: int

  @description('Replicas of the antivirus.')
  antivirusReplicas: int

  @description('True: a standby host in a second region behind Front Door.')
  standby: bool
}

@description('The three steps.')
@export()
var settings = {
  none: {
    stateSku: 'Standard_LRS'
    evidenceSku: 'Standard_LRS'
    zoneRedundant: false
    httpInstances: 1
    durableInstances: 0
    antivirusReplicas: 1
    standby: false
  }
  zone: {
    stateSku: 'Standard_ZRS'
    evidenceSku: 'Standard_ZRS'
    zoneRedundant: true
    httpInstances: 2
    durableInstances: 0
    antivirusReplicas: 2
    standby: false
  }
  region: {
    stateSku: 'Standard_GZRS'
    evidenceSku: 'Standard_RAGZRS'
    zoneRedundant: true
    httpInstances: 2
    durableInstances: 2
    antivirusReplicas: 2
    standby: true
  }
}
