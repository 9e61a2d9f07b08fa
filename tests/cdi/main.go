// Reads the CDI specifications of a folder with the reference implementation, gives a container one device, and prints its mounts.
package main

import (
	"fmt"
	"os"

	oci "github.com/opencontainers/runtime-spec/specs-go"
	"tags.cncf.io/container-device-interface/pkg/cdi"
)

func main() {
	cache, err := cdi.NewCache(cdi.WithSpecDirs(os.Args[1]), cdi.WithAutoRefresh(false))
	if err == nil {
		for path, problems := range cache.GetErrors() {
			fmt.Println(path, problems)
			os.Exit(1)
		}
		container := &oci.Spec{}
		_, err = cache.InjectDevices(container, os.Args[2])
		for _, mount := range container.Mounts {
			fmt.Println(mount.Source, mount.Destination, mount.Options)
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
