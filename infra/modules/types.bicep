metadata description = 'Shapes that several modules share.'

@description('An identity that a host of Steward runs as.')
@export()
type appIdentity = {
  @description('The resource name: it makes the names of role assignments stable.')
  name: string

  @description('The object id in Entra.')
  principalId: string
}
